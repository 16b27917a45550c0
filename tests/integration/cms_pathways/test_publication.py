"""A guide with a fault does not go live, whichever way it is asked for: what was live stays, the officer reads why."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.accounts.models import User
from cms.core.imports import publishing_import
from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from cms.pathways.models import PathwayPage
from cms.pathways.publication import FaultyPathwayError
from tests.integration.cms_pages.newsroom import EDITOR, PUBLISHER, make_officer
from tests.integration.cms_pathways.test_editing import RESULT, build_ask, build_choice, list_stored, make_explainer

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
CIRCLE = (
    ("ask", build_ask("a", build_choice("Có", "b"))),
    ("ask", build_ask("b", build_choice("Không", "a"))),
)
NOWHERE = (("ask", build_ask("a", build_choice("Có"))),)


def build_sound(page: ExplainerPage) -> tuple[tuple[str, dict[str, Any]], ...]:
    """A question whose choices lead to an answer and to a page."""
    return (
        ("ask", build_ask("ở bao lâu", build_choice("Vài hôm", "báo lưu trú"), build_choice("Lâu", page=page.pk))),
        ("result", RESULT),
    )


def make_guide(*blocks: tuple[str, dict[str, Any]], title: str = "Đến ở") -> PathwayPage:
    """A draft."""
    guide = PathwayPage(title=title, live=False, body=json.dumps(list_stored(*blocks)))
    HomePage.objects.get().add_child(instance=guide).save_revision()
    return PathwayPage.objects.get(pk=guide.pk)


def write(guide: PathwayPage, *blocks: tuple[str, dict[str, Any]], **values: Any) -> Revision:
    """A newer version of a guide."""
    for name, value in {"body": json.dumps(list_stored(*blocks)), **values}.items():
        setattr(guide, name, value)
    return guide.save_revision()


def publish_selection(client: Client, *pages: Any) -> str:
    """Publish pages that were ticked in a list, and what is said then."""
    client.force_login(make_officer(PUBLISHER), backend=BACKEND)
    address = reverse("wagtail_bulk_action", args=("core", "basepage", "publish"))
    query = "&".join([*(f"id={page.pk}" for page in pages), "next=/quan-tri/pages/"])
    response = client.post(f"{address}?{query}")
    assert response.status_code == 302 and response["Location"] == "/quan-tri/pages/"
    return " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        (CIRCLE, ("«Có»", "«A?»", "vòng")),
        (NOWHERE, ("«Có»", "«A?»", "chưa dẫn tới đâu")),
        ((), ("chưa có câu hỏi nào",)),
    ],
)
def test_a_selection_with_a_faulty_guide_is_not_published(client: Client, blocks: Any, words: tuple[str, ...]) -> None:
    sound = make_guide(*build_sound(make_explainer()), title="Sinh con")
    guide = make_guide(*blocks)
    said = publish_selection(client, sound, guide)
    assert all(word in said for word in ("«Đến ở»", "chưa trang nào được xuất bản", *words)), said
    assert not PathwayPage.objects.filter(live=True).exists()


def test_a_selection_of_sound_guides_is_published(client: Client) -> None:
    guide = make_guide(*build_sound(make_explainer()))
    assert "«Đến ở»" not in publish_selection(client, guide)
    assert PathwayPage.objects.get().live


def test_no_action_of_the_interface_of_the_screens_goes_past_the_rules(client: Client) -> None:
    guide = make_guide(*CIRCLE)
    client.force_login(User.objects.create_superuser("mai", "mai@example.vn", "mat-khau-cua-mai"), backend=BACKEND)
    address = reverse("wagtailadmin_api:pages:detail", args=(guide.pk,))
    assert client.get(address).json()["title"] == "Đến ở"
    assert client.post(reverse("wagtailadmin_api:pages:action", args=(guide.pk, "publish"))).status_code == 404
    assert not PathwayPage.objects.get().live


def test_what_was_live_stays_live(client: Client) -> None:
    guide = make_guide(*build_sound(make_explainer()))
    guide.get_latest_revision().publish()
    guide = PathwayPage.objects.get()
    write(guide, *CIRCLE)
    assert "vòng" in publish_selection(client, guide)
    kept = PathwayPage.objects.get()
    assert kept.live and [block.value["name"] for block in kept.body] == ["ở bao lâu", "báo lưu trú"]


def test_an_approval_does_not_publish_a_faulty_guide() -> None:
    guide = make_guide(*NOWHERE)
    guide.get_workflow().start(guide, make_officer(EDITOR))
    chief = User.objects.create_superuser("mai", "mai@example.vn", "mat-khau-cua-mai")
    with pytest.raises(FaultyPathwayError, match=r"«Đến ở».*chưa dẫn tới đâu"):
        approve_all(guide, chief)
    waiting = PathwayPage.objects.get()
    assert waiting.workflow_in_progress and not waiting.live


def approve_all(guide: PathwayPage, chief: User) -> None:
    """Take every step of its workflow, the last of which publishes."""
    while PathwayPage.objects.get(pk=guide.pk).workflow_in_progress:
        PathwayPage.objects.get(pk=guide.pk).current_workflow_task_state.approve(user=chief)


def schedule(guide: PathwayPage, *blocks: tuple[str, dict[str, Any]]) -> None:
    """Have a newer version go live within the hour; the hour passes."""
    now = timezone.now()
    write(guide, *blocks, go_live_at=now + dt.timedelta(hours=1)).publish()
    past = now - dt.timedelta(minutes=5)
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        content = revision.content | {"go_live_at": past.isoformat()}
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)


def test_a_faulty_guide_cannot_be_scheduled() -> None:
    guide = make_guide(*build_sound(make_explainer()))
    with pytest.raises(FaultyPathwayError):
        schedule(guide, *CIRCLE)
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_a_scheduled_guide_waits_until_its_fault_is_mended(client: Client) -> None:
    explainer = make_explainer()
    guide = make_guide(*build_sound(explainer))
    schedule(guide, *build_sound(explainer))
    explainer.unpublish()
    call_command("publish_scheduled", verbosity=0)
    assert not PathwayPage.objects.get().live

    client.force_login(make_officer(PUBLISHER), backend=BACKEND)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=(guide.pk,))).content.decode()
    assert "Đã đến giờ hẹn" in shown and "«Đăng ký tạm trú» chưa được xuất bản" in shown

    explainer.get_latest_revision().publish()
    call_command("publish_scheduled", verbosity=0)
    assert PathwayPage.objects.get().live
    assert "Đã đến giờ hẹn" not in client.get(reverse("wagtailadmin_pages:edit", args=(guide.pk,))).content.decode()


def test_a_guide_that_waits_does_not_hold_others_up() -> None:
    explainer = make_explainer()
    guides = [make_guide(*build_sound(explainer), title=title) for title in ("Một", "Hai")]
    schedule(guides[0], *build_sound(explainer))
    schedule(guides[1], *(("ask", build_ask("a", build_choice("Có", "báo lưu trú"))), ("result", RESULT)))
    explainer.unpublish()
    call_command("publish_scheduled", verbosity=0)
    assert [guide.title for guide in PathwayPage.objects.filter(live=True)] == ["Hai"]


def test_an_import_may_bring_what_leads_to_a_page_that_it_brings_later() -> None:
    guide = make_guide(*build_sound(make_explainer(live=False)))
    with pytest.raises(FaultyPathwayError, match="«Đăng ký tạm trú»"):
        guide.get_latest_revision().publish()
    with publishing_import():
        guide.get_latest_revision().publish()
    assert PathwayPage.objects.get().live
