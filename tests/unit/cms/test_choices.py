"""The CMS offers exactly the values that the document contract knows."""

from __future__ import annotations

from enum import StrEnum

import pytest
from django.db.models import TextChoices
from wagtail.models import get_page_models

from cms.core import choices
from site_builder.documents import kinds, model


@pytest.mark.parametrize(
    ("offered", "known"),
    [
        (choices.Audience, model.Audience),
        (choices.LawStatus, model.LawStatus),
        (choices.BroadcastClass, model.BroadcastClass),
    ],
)
def test_choices_are_those_of_the_contract(offered: type[TextChoices], known: type[StrEnum]) -> None:
    assert offered.values == [member.value for member in known]


def test_every_kind_of_document_has_one_model() -> None:
    page_kinds = [page_model.document_kind for page_model in get_page_models() if page_model.document_kind]
    assert sorted([*page_kinds, "law"]) == sorted(kind.value for kind in kinds.Kind)


def test_page_models_have_the_keys_of_their_front_matter() -> None:
    derived = {"id", "kind", "topic", "published", "updated", "cites"}
    for page_model in get_page_models():
        if page_model.document_kind:
            keys = set(_find_front_matter(page_model.document_kind).model_fields) - derived
            missing = {key for key in keys if not hasattr(page_model, key)}
            assert missing == set(), page_model


def _find_front_matter(kind: str) -> type[model.FrontMatter]:
    return next(cls for cls in _list_subclasses(model.FrontMatter) if cls.model_fields["kind"].default == kind)


def _list_subclasses(cls: type) -> list[type]:
    return [sub for child in cls.__subclasses__() for sub in (child, *_list_subclasses(child))]
