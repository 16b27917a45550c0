"""The run sheet: a PDF to be printed and kept, with the times, the approvals, the scripts and room for a signature.

It is the same to the byte for the same package: its date is that of the session (see `media_pipeline.printing`).
"""

from __future__ import annotations

from datetime import timedelta, timezone

from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from media_pipeline.domain.package_layout import (
    PackageFacts,
    PieceFacts,
    build_notices,
    describe_voice,
    format_duration,
    one_line,
)
from media_pipeline.domain.session_layout import describe_class, describe_clusters, format_day, get_session
from media_pipeline.messages import _
from media_pipeline.printing import DocumentInformation, PrintedPages, keep_printable

MARGIN_MM = 15
TITLE_PT, HEADING_PT, TEXT_PT, SMALL_PT = 18, 13, 11, 9
"""A script is read at a desk, the table is looked things up in."""
LINE_MM = {TITLE_PT: 9.0, HEADING_PT: 7.0, TEXT_PT: 6.2, SMALL_PT: 4.6}
"""Vietnamese letters carry two marks one above the other: lines need more air than those of English."""
COLUMNS_MM = (9, 19, 62, 17, 28, 45)
HANOI = timezone(timedelta(hours=7))


def build_run_sheet(package: PackageFacts) -> bytes:
    """The run sheet of a session, A4, upright."""
    sheet = _Sheet(package)
    sheet.write_head()
    sheet.write_table()
    sheet.write_signatures()
    for index in range(len(package.pieces)):
        sheet.write_script(index)
    return bytes(sheet.output())


class _Sheet(PrintedPages):
    """The pages, written from top to bottom."""

    def __init__(self, package: PackageFacts) -> None:
        self._package, self._session = package, get_session(package)
        created = self._session.starts.replace(tzinfo=HANOI)
        super().__init__(DocumentInformation(one_line(package.title), one_line(self._session.station), created))
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(True, margin=MARGIN_MM + 5)
        self.add_page()

    def footer(self) -> None:
        """Which package the page belongs to, and which page of how many it is."""
        self.set_y(-MARGIN_MM)
        self.use_font(SMALL_PT)
        page = _("Page %(page)d of %(count)s") % {"page": self.page_no(), "count": "{nb}"}
        self.cell(0, LINE_MM[SMALL_PT], f"{self._session.package_name}   ·   {page}", align="C")

    def write_head(self) -> None:
        """What is played when, where, and what must be announced."""
        self._write(_keep_printable(self._session.station), SMALL_PT)
        self._write(_("RUN SHEET"), HEADING_PT, is_bold=True)
        self._write(_keep_printable(self._package.title), TITLE_PT, is_bold=True)
        starts, ends = self._session.starts, self._package.compute_clock(self._package.duration_ms)
        facts = {
            _("Day"): format_day(starts),
            _("Time"): f"{starts:%H:%M:%S} – {ends:%H:%M:%S}",
            _("Duration"): format_duration(self._package.duration_ms),
            _("Where"): describe_clusters(self._session),
        }
        for name, value in facts.items():
            self._write(f"{name}: {_keep_printable(value)}", TEXT_PT)
        for notice in build_notices(self._package):
            self._write(notice, TEXT_PT, is_bold=True)
        self.ln(3)

    def write_table(self) -> None:
        """One row a piece."""
        self.use_font(SMALL_PT)
        with self.table(
            col_widths=COLUMNS_MM,
            line_height=LINE_MM[SMALL_PT],
            text_align=("RIGHT", "RIGHT", "LEFT", "RIGHT", "LEFT", "LEFT"),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD"),
            padding=1,
        ) as table:
            table.row([_("No."), _("Starts at"), _("Title"), _("Duration"), _("Class"), _("Approval")])
            for index, piece in enumerate(self._package.pieces):
                table.row([_keep_printable(cell) for cell in self._list_cells(index, piece)])

    def write_signatures(self) -> None:
        """Room for what happened, and for who played it."""
        self.ln(4)
        self._write(_("Played at: …………………   Without fault: [   ] yes   [   ] no"), TEXT_PT)
        self._write(_("Remarks: …………………………………………………………………………………………"), TEXT_PT)
        self._write(_("Played by (name and signature): ……………………………………………………"), TEXT_PT)

    def write_script(self, index: int) -> None:
        """The words of a piece under its title, which never stands alone at the foot of a page."""
        piece = self._package.pieces[index]
        self.ln(4)
        if self.will_page_break(LINE_MM[HEADING_PT] + LINE_MM[SMALL_PT] + 3 * LINE_MM[TEXT_PT]):
            self.add_page()
        title = _keep_printable(f"{index + 1}. {one_line(piece.title)}")
        self.start_section(title)
        self._write(title, HEADING_PT, is_bold=True)
        clock = self._package.compute_clock(self._package.starts_ms[index])
        facts = [f"{clock:%H:%M:%S}", format_duration(piece.duration_ms), describe_voice(piece)]
        self._write("   ·   ".join([*facts, self._package.sound_names[index]]), SMALL_PT)
        for paragraph in piece.script.strip().splitlines() or [_("There is no script: listen to the file.")]:
            self._write(_keep_printable(paragraph), TEXT_PT)

    def _list_cells(self, index: int, piece: PieceFacts) -> list[str]:
        clock = self._package.compute_clock(self._package.starts_ms[index])
        return [
            str(index + 1),
            f"{clock:%H:%M:%S}",
            one_line(piece.title),
            format_duration(piece.duration_ms),
            f"{describe_class(piece.broadcast_class)}\n{describe_voice(piece)}",
            _describe_approval(piece),
        ]

    def _write(self, text: str, size_pt: int, *, is_bold: bool = False) -> None:
        if text.strip():
            self.use_font(size_pt, is_bold=is_bold)
            self.multi_cell(0, LINE_MM[size_pt], text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _describe_approval(piece: PieceFacts) -> str:
    approval = piece.approval
    if approval is None:
        return ""
    lines = [
        _("Written by: %s") % one_line(approval.author),
        _("Approved by: %s") % one_line(approval.approver),
        _("on %s") % format_day(approval.approved),
    ]
    if piece.expires is not None:
        lines.append(_("Last day: %s") % format_day(piece.expires))
    return "\n".join(lines)


def _keep_printable(text: str) -> str:
    """The text without letters that the font lacks; line ends stay."""
    return "\n".join(keep_printable(one_line(line)) for line in text.split("\n"))
