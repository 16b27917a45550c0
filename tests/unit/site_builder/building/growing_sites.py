"""A site that grows by edits: what is built of it after each of them, and the edits that tests choose from."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from media_pipeline.manifest import MediaKind
from site_builder.building.api import BuildConfig
from site_builder.documents.block_values import build_block
from site_builder.listings import PAGE_SIZE
from tests.built_sites import SITE_YAML, THEME, SiteFolders, make_small_site

FIRST_DAY = dt.datetime.fromisoformat("2026-10-01T08:00:00+07:00")
MOVED = 200
"""What is added to the number of an explainer when its slug changes."""
DOCUMENT_COUNT = 2 * PAGE_SIZE + 3


@dataclass
class GrowingSite:
    """A site under edits, with the values that its explainers have now."""

    folders: SiteFolders
    values: dict[int, dict[str, object]] = field(default_factory=dict)

    @property
    def theme(self) -> Path:
        return self.folders.root / "theme"

    @property
    def config(self) -> BuildConfig:
        """What is built to where."""
        folders = self.folders
        return BuildConfig(folders.content, self.theme, folders.output, folders.store, cache=folders.cache)

    def put(self, number: int, **changes: object) -> None:
        """Write an explainer anew with some of its values changed."""
        number = self.find_number(number)
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

    def find_number(self, number: int) -> int:
        """The number under which an explainer is now."""
        moved = number + MOVED
        return moved if number not in self.values and moved in self.values else number

    def remove(self, number: int) -> None:
        """Delete an explainer."""
        number = self.find_number(number)
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


def reask(site: GrowingSite, number: int) -> None:
    """Write a pathway anew: other questions, other pages that it leads to."""
    pages = [f"explainer/bai-{each}" for each in (number, number + 1) if each in site.values]
    names = [f"câu {each}" for each in range(1 + number % 3)]
    questions = [
        build_block(
            "ask",
            question=f"Câu hỏi {name}?",
            name=name,
            choices=(
                build_block("choice", label="Tiếp", next=following),
                *(build_block("choice", label=page, page=page) for page in pages),
            ),
        )
        for name, following in zip(names, [*names[1:], "hết"], strict=True)
    ]
    end = build_block("result", title="Hết", name="hết", pages=tuple(pages[:1]), contact=f"Ông {number}")
    site.folders.add("pathway/loi-di", *questions, end, topic="cu-tru" if number % 2 else None)


def open_or_close_pathway(site: GrowingSite, number: int) -> None:
    path = site.folders.content / "pathway/loi-di.md"
    if path.exists():
        path.unlink()
    else:
        reask(site, number)


def readdress(site: GrowingSite, number: int) -> None:
    """Change the slug: the document of the same id goes to another file."""
    if values := site.values.pop(number, None):
        id_ = site.folders.add(f"explainer/bai-{number}").meta.id
        (site.folders.content / f"explainer/bai-{number}.md").unlink()
        site.put(number + MOVED, **values, id=id_)


def move(site: GrowingSite, number: int) -> None:
    """Change the slug, and tell people who have the old address."""
    readdress(site, number)
    site.folders.write(
        "redirects.yaml",
        f"- {{from: /giai-thich/bai-{number}/, to: /giai-thich/bai-{number + MOVED}/, since: 2026-11-24}}\n"
        if number + MOVED in site.values
        else "",
    )


def end(site: GrowingSite, number: int) -> None:
    """Delete a document, and say so at its address."""
    site.remove(number)
    site.folders.write("redirects.yaml", f"- {{from: /giai-thich/bai-{number}/, to: null, since: 2026-11-24}}\n")


def retag_alone(site: GrowingSite, number: int) -> None:
    """Give a tag its first document, or take the last one away."""
    number = site.find_number(number % 2)
    site.put(number, tags=[] if site.values.get(number, {}).get("tags") == ["Riêng"] else ["Riêng"])


def open_or_close_topic(site: GrowingSite, number: int) -> None:
    """A topic with a document begins, or ends and leaves its documents without one."""
    if not (site.folders.content / "topic/xay-dung.md").exists():
        site.folders.add("topic/xay-dung", image="hinh")
        site.put(number, topic="xay-dung")
        return
    for number in [number for number, values in site.values.items() if values["topic"] == "xay-dung"]:
        site.put(number, topic=None)
    (site.folders.content / "topic/xay-dung.md").unlink()


def pass_or_drop_law(site: GrowingSite, number: int) -> None:
    """A law that another replaced comes, or goes."""
    path = site.folders.content / "law/nghi-dinh-cu.md"
    if path.exists():
        path.unlink()
    else:
        site.folders.add("law/nghi-dinh-cu", topic="cu-tru", status="expired", replaced_by="law/luat-dat-dai")


def write_or_drop_page(site: GrowingSite, number: int) -> None:
    path = site.folders.content / "page/gioi-thieu.md"
    if path.exists():
        path.unlink()
    else:
        site.folders.add("page/gioi-thieu", title=f"Giới thiệu {number}")


def ease(site: GrowingSite, number: int) -> None:
    """An easy-read version comes, or goes."""
    number = site.find_number(number)
    site.put(number, easy_read=[] if site.values.get(number, {}).get("easy_read") else [{"text": f"Câu {number}."}])


EDITS: dict[str, Callable[[GrowingSite, int], object]] = {
    "body": lambda site, number: site.put(number, text=f"Chữ {len(site.values)} {number}"),
    "updated": lambda site, number: site.put(number, updated=FIRST_DAY + dt.timedelta(days=99 + number % 5)),
    "retitle": lambda site, number: site.put(number, title=f"Tên khác {len(site.values)}"),
    "date": lambda site, number: site.put(number, published=FIRST_DAY + dt.timedelta(hours=53 - number, minutes=1)),
    "month": lambda site, number: site.put(number, published=FIRST_DAY - dt.timedelta(days=15 * number)),
    "year": lambda site, number: site.put(number, published=FIRST_DAY - dt.timedelta(days=300 * number)),
    "other topic": lambda site, number: site.put(number, topic="dat-dai"),
    "no topic": lambda site, number: site.put(number, topic=None),
    "tag": lambda site, number: site.put(number, tags=["Nhà trọ", f"Thẻ {number % 3}"]),
    "no tag": lambda site, number: site.put(number, tags=[]),
    "cite": lambda site, number: site.put(number, cites=[{"law": "law/luat-dat-dai", "article": str(number + 1)}]),
    "link": lambda site, number: site.put(number, text="[Luật]({filename}/law/luat-dat-dai.md)"),
    "easy": ease,
    "new": lambda site, number: site.put(100 + number),
    "delete": lambda site, number: site.remove(number),
    "readdress": readdress,
    "move": move,
    "end": end,
    "tag of one": retag_alone,
    "topic": open_or_close_topic,
    "old law": pass_or_drop_law,
    "other page": write_or_drop_page,
    "questions": reask,
    "pathway": open_or_close_pathway,
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


def assert_same(tree: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """The same files with the same bytes; says which are not."""
    assert sorted(tree) == sorted(expected)
    assert [path for path in tree if tree[path] != expected[path]] == []
