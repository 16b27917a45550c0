"""A build after a change: the same bytes as a full build, and no more work than the change asks for."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_pipeline.manifest import MediaKind
from site_builder.documents.blocks import build_block
from site_builder.listings import PAGE_SIZE
from tests.built_sites import SITE_YAML, THEME, SiteFolders, make_small_site

FIRST_DAY = dt.datetime.fromisoformat("2026-10-01T08:00:00+07:00")
DOCUMENT_COUNT = 2 * PAGE_SIZE + 3


@dataclass
class GrowingSite:
    """A site under edits, with the values that its explainers have now."""

    folders: SiteFolders
    values: dict[int, dict[str, object]] = field(default_factory=dict)

    @property
    def theme(self) -> Path:
        return self.folders.root / "theme"

    def put(self, number: int, **changes: object) -> None:
        """Write an explainer anew with some of its values changed."""
        usual = {
            "title": f"Bài {number}",
            "topic": "cu-tru",
            "tags": ["nhà trọ"],
            "cites": [{"law": "law/luat-cu-tru"}],
            "published": FIRST_DAY + dt.timedelta(hours=number),
            "text": "Nội dung",
        }
        values = self.values[number] = usual | self.values.get(number, {}) | changes
        front_matter = {key: value for key, value in values.items() if key != "text"}
        self.folders.add(f"explainer/bai-{number}", build_block("text", body=str(values["text"])), **front_matter)

    def remove(self, number: int) -> None:
        """Delete an explainer."""
        if self.values.pop(number, None):
            (self.folders.content / f"explainer/bai-{number}.md").unlink()

    def build(self) -> dict[str, object]:
        """Build what changed."""
        built = self.folders.build(theme=self.theme)
        assert built.code == 0, built.report
        return built.report

    def build_anew(self) -> dict[str, bytes]:
        """The tree of a build that knows nothing of earlier ones but drawn pictures."""
        fresh = self.folders.root / "fresh"
        for name in ("output", "cache"):
            shutil.rmtree(fresh / name, ignore_errors=True)
        for name in ("share-cards", "covers"):
            shutil.copytree(self.folders.cache / name, fresh / "cache" / name)
        built = self.folders.build(theme=self.theme, output=fresh / "output", cache=fresh / "cache")
        assert built.code == 0, built.report
        return SiteFolders(fresh).tree


def make_site(root: Path, count: int = DOCUMENT_COUNT) -> GrowingSite:
    site = GrowingSite(make_small_site(root))
    shutil.copytree(THEME, site.theme)
    site.folders.add("topic/dat-dai")
    site.folders.add("law/luat-dat-dai", topic="dat-dai")
    for number in range(count):
        site.put(number)
    return site


@pytest.fixture
def site(tmp_path: Path) -> GrowingSite:
    """A built site with lists of several pages."""
    made = make_site(tmp_path)
    made.build()
    return made


def retheme(site: GrowingSite, number: int) -> None:
    template = site.theme / "templates" / "base.html"
    template.write_text(f"{template.read_text('utf-8')}\n<!-- {number} -->", "utf-8")


def resettle(site: GrowingSite, number: int) -> None:
    site.folders.write("site.yaml", f"{SITE_YAML}".replace("Tiếng Luật", f"Trang {number}"))


def retell(site: GrowingSite, number: int) -> None:
    site.folders.write(
        "redirects.yaml",
        f"- {{from: /giai-thich/bai-{number}/, to: /lien-he/, since: 2026-11-24}}\n"
        f"- {{from: /cu-{number}/, to: /giai-thich/bai-{number}/, since: 2026-11-24}}\n",
    )


def remake(site: GrowingSite, number: int) -> None:
    site.folders.add_asset("nghe", MediaKind.AUDIO, title=f"Bản thu {number}")
    site.folders.add_asset("hinh", MediaKind.IMAGE, alt=f"Hình {number}")


def reshow(site: GrowingSite, number: int) -> None:
    shows = ["loa-phuong", "loa-xom", None]
    site.folders.add("show/loa-xom", summary="Chuyện xóm.")
    site.folders.add("audio/tam-tru", topic="cu-tru", show=shows[number % 3], summary="Ai phải đăng ký.")


def replace_law(site: GrowingSite, number: int) -> None:
    replaced = {"status": "expired", "replaced_by": "law/luat-dat-dai"} if number % 2 else {}
    site.folders.add("law/luat-cu-tru", topic="cu-tru", title=f"Luật {number}", **replaced)


def refeature(site: GrowingSite, number: int) -> None:
    featured = [f"explainer/bai-{number}"] if number in site.values else []
    site.folders.add("home/trang-chu", summary="Đọc.", featured=featured)


def readdress(site: GrowingSite, number: int) -> None:
    """Change the slug: the document of the same id goes to another file."""
    if number in site.values:
        site.put(number + 200, id=site.folders.add(f"explainer/bai-{number}").meta.id)
        site.remove(number)


EDITS: dict[str, Callable[[GrowingSite, int], object]] = {
    "body": lambda site, number: site.put(number, text=f"Chữ {len(site.values)} {number}"),
    "updated": lambda site, number: site.put(number, updated=FIRST_DAY + dt.timedelta(days=99 + number % 5)),
    "retitle": lambda site, number: site.put(number, title=f"Tên khác {len(site.values)}"),
    "date": lambda site, number: site.put(number, published=FIRST_DAY + dt.timedelta(hours=53 - number, minutes=1)),
    "topic": lambda site, number: site.put(number, topic="dat-dai"),
    "no topic": lambda site, number: site.put(number, topic=None),
    "tag": lambda site, number: site.put(number, tags=["Nhà trọ", f"Thẻ {number % 3}"]),
    "no tag": lambda site, number: site.put(number, tags=[]),
    "cite": lambda site, number: site.put(number, cites=[{"law": "law/luat-dat-dai", "article": str(number + 1)}]),
    "link": lambda site, number: site.put(number, text="[Luật]({filename}/law/luat-dat-dai.md)"),
    "new": lambda site, number: site.put(100 + number),
    "delete": lambda site, number: site.remove(number),
    "readdress": readdress,
    "show": reshow,
    "law": replace_law,
    "feature": refeature,
    "media": remake,
    "theme": retheme,
    "settings": resettle,
    "redirects": retell,
    "page": lambda site, number: site.folders.add("page/lien-he", title=f"Liên hệ {number}"),
    "topic title": lambda site, number: site.folders.add("topic/cu-tru", title=f"Cư trú {number}", image="hinh"),
    "full": lambda site, number: site.folders.build(theme=site.theme, is_full=True),
}


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, DOCUMENT_COUNT - 1)), min_size=1, max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_after_every_step_the_site_is_as_built_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, int]]]
) -> None:
    site = make_site(tmp_path_factory.mktemp("growing"))
    site.build()
    for step in steps:
        for edit, number in step:
            EDITS[edit](site, number)
        if not {"delete", "readdress"}.isdisjoint(dict(step)):
            refeature(site, -1)
        site.build()
        assert_same(site.folders.tree, site.build_anew())
        assert site.build()["rendered"] == 0


def assert_same(tree: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """The same files with the same bytes; says which are not."""
    assert sorted(tree) == sorted(expected)
    assert [path for path in tree if tree[path] != expected[path]] == []
