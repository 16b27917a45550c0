"""From the blocks of a body to their views.

`build_blocks` goes through a body once, in reading order: headings get their anchors, and texts learn under which level
of heading they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from site_builder.documents.block_values import BlockValue
from site_builder.documents.bulletins import PIECES, write_script
from site_builder.documents.model import Citation, FrontMatter
from site_builder.documents.pathways import build_step_address
from site_builder.errors import DocumentError
from site_builder.rendering.answers import build_answers
from site_builder.rendering.block_views import (
    AdvisedView,
    AskView,
    AudioBlockView,
    BlockView,
    ChoiceView,
    CiteView,
    DownloadView,
    HeadingView,
    ImageView,
    ItemsView,
    ItemView,
    PieceView,
    RelatedView,
    ResultView,
    TableView,
    TextView,
    TitledTextView,
    VideoBlockView,
)
from site_builder.rendering.cited_laws import build_place_address
from site_builder.rendering.links import TextLinks
from site_builder.rendering.list_views import build_entries, build_link
from site_builder.rendering.markdown import render_markdown
from site_builder.rendering.media_building import build_audio, build_download, build_picture, build_video
from site_builder.rendering.scope import Scope
from site_builder.rendering.typography import keep_together
from site_builder.slugs import build_slug

PAGE_ANCHORS = frozenset(
    [
        "bai-viet",
        "cac-tap",
        "can-cu",
        "chia-se",
        "co-ich",
        "da-tra-loi",
        "dieu-khoan",
        "doan-ngan",
        "duoc-dan",
        "goi-loa",
        "hay-can",
        "hoi",
        "ky-hieu",
        "lien-he-phuong",
        "linh-vuc",
        "moi-nhat",
        "muc-luc",
        "nghe",
        "nghe-ngay",
        "nhan-vat",
        "noi-dung",
        "phien-phat",
        "q",
        "q-help",
        "tat-ca",
        "theo-doi",
        "thay-doi",
        "tra-loi",
        "tung-buoc",
        "van-ban",
    ]
)
"""What templates around a body have as `id`, so that no heading gets it."""


class BlockBuilder:
    """Builds the views of one body, in order."""

    def __init__(self, scope: Scope, *, package: str | None = None, address: str = "") -> None:
        self._scope = scope
        self._package = package
        self._address = address
        self._anchors = set(PAGE_ANCHORS)
        self._level = 1
        self._piece_count = 0
        self._turns: Counter[str] = Counter()

    def build(self, block: BlockValue) -> BlockView:
        """The view of the next block.

        Raises:
            DocumentError: a text is not fit for a page, or a reference is broken.
            MediaFileError: an asset's files are missing.
        """
        return _BUILDERS[block.name](self, block)

    def build_text(self, block: BlockValue) -> TextView:
        return TextView(block.name, "", self._render(block, "body", max(2, self._level)))

    def build_passage(self, block: BlockValue) -> TextView:
        self._level = 2
        return TextView(block.name, self._build_anchor(block.name.replace("_", "-")), self._render(block, "body", 2))

    def build_heading(self, block: BlockValue) -> HeadingView:
        self._level = int(block["level"])
        text = keep_together(block["text"])
        return HeadingView(block.name, self._build_anchor(text), self._level, text)

    def build_steps(self, block: BlockValue) -> ItemsView:
        return self._build_items(block, "title", "body")

    def build_facts(self, block: BlockValue) -> ItemsView:
        return self._build_items(block, "label", "value")

    def build_questions(self, block: BlockValue) -> ItemsView:
        return self._build_items(block, "question", "answer")

    def build_warning(self, block: BlockValue) -> TitledTextView:
        return TitledTextView(block.name, "", keep_together(block["title"]), self._render(block, "body", self._level))

    def build_quote(self, block: BlockValue) -> TitledTextView:
        return TitledTextView(block.name, "", keep_together(block["source"]), self._render(block, "text", self._level))

    def build_term(self, block: BlockValue) -> TitledTextView:
        return TitledTextView(block.name, "", keep_together(block["term"]), self._render(block, "meaning", self._level))

    def build_table(self, block: BlockValue) -> TableView:
        rows = tuple(tuple(keep_together(cell) for cell in row) for row in block["rows"])
        has_head = block["has_header_row"] and len(rows) > 1
        return TableView(
            block.name,
            "",
            caption=keep_together(block["caption"]),
            head=rows[0] if has_head else (),
            rows=rows[1:] if has_head else rows,
            has_header_column=block["has_header_column"],
        )

    def build_image(self, block: BlockValue) -> ImageView:
        picture = build_picture(self._scope, block["image"], "image.image", alt=block["alt"])
        return ImageView(block.name, "", picture, keep_together(block["caption"]))

    def build_audio(self, block: BlockValue) -> AudioBlockView:
        audio = build_audio(self._scope, block["audio"], "audio.audio")
        return AudioBlockView(block.name, "", audio, keep_together(block["caption"]))

    def build_video(self, block: BlockValue) -> VideoBlockView:
        video = build_video(self._scope, block["video"], "video.video")
        return VideoBlockView(block.name, "", video, keep_together(block["caption"]))

    def build_cite(self, block: BlockValue) -> CiteView:
        law = self._scope.get_law(block["law"], "cite.law")
        citation = Citation(law=law.ref, article=block["article"], clause=block["clause"], point=block["point"])
        return CiteView(
            block.name,
            "",
            place=self._scope.words.write_place(citation),
            law_title=keep_together(law.title),
            law_number=law.number,
            law_address=build_place_address(law.address, citation),
            html=self._render(block, "says", self._level),
        )

    def build_download(self, block: BlockValue) -> DownloadView:
        file = build_download(self._scope, block["file"], "download.file")
        return DownloadView(block.name, "", keep_together(block["title"]), file)

    def build_related(self, block: BlockValue) -> RelatedView:
        pages = [self._scope.get_document(ref, "related.pages") for ref in block["pages"]]
        title = keep_together(block["title"])
        return RelatedView(
            block.name, self._build_anchor(title or "xem-them"), title, build_entries(self._scope, pages)
        )

    def build_piece(self, block: BlockValue) -> PieceView:
        self._piece_count += 1
        spoken = self._find_spoken(block["title"])
        name = block["audio"] or spoken
        return PieceView(
            block.name,
            self._build_anchor(block["title"]),
            title=keep_together(block["title"]),
            number=self._piece_count,
            audio=build_audio(self._scope, name, f"{block.name}.audio") if name else None,
            script=tuple(part.strip() for part in write_script(block.fields).split("\n\n") if part.strip()),
            station=keep_together(block.fields.get("station", "")),
            pages=build_entries(
                self._scope, [self._scope.get_document(ref, "piece.pages") for ref in block.fields.get("pages", ())]
            ),
        )

    def build_ask(self, block: BlockValue) -> AskView:
        return AskView(
            block.name,
            "",
            title=keep_together(block["question"]),
            address=build_step_address(self._address, block["name"]),
            hint=keep_together(block["hint"]),
            choices=tuple(map(self._build_choice, block["choices"])),
        )

    def build_result(self, block: BlockValue) -> ResultView:
        pages = [self._scope.get_document(ref, "result.pages") for ref in block["pages"]]
        return ResultView(
            block.name,
            "",
            title=keep_together(block["title"]),
            address=build_step_address(self._address, block["name"]),
            html=self._render(block, "body", 1),
            pages=tuple(map(self._build_advised, pages)),
            contact=keep_together(block["contact"]),
        )

    def _build_advised(self, meta: FrontMatter) -> AdvisedView:
        return AdvisedView(build_link(meta), keep_together(meta.summary), build_answers(self._scope, meta))

    def _build_choice(self, choice: BlockValue) -> ChoiceView:
        label = keep_together(choice["label"])
        if choice["next"]:
            return ChoiceView(label, build_step_address(self._address, choice["next"]), "")
        if not choice["page"]:
            return ChoiceView(label, "", "")
        page = self._scope.get_document(choice["page"], "choice.page")
        return ChoiceView(label, page.address, keep_together(page.title))

    def _build_items(self, block: BlockValue, title: str, text: str) -> ItemsView:
        heading = keep_together(block["title"])
        self._level = 2
        return ItemsView(
            block.name,
            self._build_anchor(heading or block.name),
            heading,
            tuple(ItemView(keep_together(item[title]), self._render(item, text, 3)) for item in block["items"]),
        )

    def _find_spoken(self, title: str) -> str:
        """The recording that the built-in voice made of a piece's script: the package holds it under its title, and
        under a title that several pieces share in its turn."""
        media = self._scope.library.find_media(self._package) if self._package else None
        package = media.manifest.package if media else None
        assets = [piece.asset for piece in package.pieces if piece.title == title] if package else []
        turn = self._turns[title]
        self._turns[title] += 1
        return assets[turn] if turn < len(assets) else ""

    def _build_anchor(self, text: str) -> str:
        base = build_slug(text)[:60].strip("-") or "muc"
        anchor, number = base, 1
        while anchor in self._anchors:
            number += 1
            anchor = f"{base}-{number}"
        self._anchors.add(anchor)
        return anchor

    def _render(self, block: BlockValue, field: str, level: int) -> Markup:
        key = f"{block.name}.{field}"
        try:
            return render_markdown(block[field], TextLinks(self._scope, key), base_level=max(1, level))
        except DocumentError as error:
            if error.path:
                raise
            raise self._scope.build_error(error.sentence, key) from error


_BUILDERS: dict[str, Callable[[BlockBuilder, BlockValue], BlockView]] = {
    "text": BlockBuilder.build_text,
    "heading": BlockBuilder.build_heading,
    "situation": BlockBuilder.build_passage,
    "law_says": BlockBuilder.build_passage,
    "to_do": BlockBuilder.build_passage,
    "steps": BlockBuilder.build_steps,
    "warning": BlockBuilder.build_warning,
    "facts": BlockBuilder.build_facts,
    "table": BlockBuilder.build_table,
    "image": BlockBuilder.build_image,
    "audio": BlockBuilder.build_audio,
    "video": BlockBuilder.build_video,
    "quote": BlockBuilder.build_quote,
    "cite": BlockBuilder.build_cite,
    "questions": BlockBuilder.build_questions,
    "term": BlockBuilder.build_term,
    "download": BlockBuilder.build_download,
    "related": BlockBuilder.build_related,
    **dict.fromkeys(PIECES, BlockBuilder.build_piece),
    "ask": BlockBuilder.build_ask,
    "result": BlockBuilder.build_result,
}
"""How each block of `documents/blocks.py` becomes a view; a test keeps both in step."""


def build_blocks(
    scope: Scope, body: Iterable[BlockValue], *, package: str | None = None, address: str = ""
) -> Iterator[BlockView]:
    """The views of a body, in reading order.

    Args:
        package: the document's loudspeaker package, which holds the recordings of its scripts.
        address: of the pathway whose questions are among the blocks.
    """
    builder = BlockBuilder(scope, package=package, address=address)
    for block in body:
        yield builder.build(block)
