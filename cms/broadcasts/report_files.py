"""The ward's report as files: CSV that a Vietnamese Excel opens at a click, DOCX to be completed and signed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from cms.broadcasts.models import PlayRecord
from cms.broadcasts.play_counts import Count
from cms.broadcasts.report import Report, describe_where, name_class, write_moment
from cms.media.spreadsheets import neutralise_formula

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV_TYPE = "text/csv; charset=utf-8"
LANGUAGE = "vi-VN"
FONT, FONT_SIZE = "Times New Roman", Pt(13)
"""As administrative documents have it."""
_UNFIT_FOR_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def write_diary_csv(report: Report) -> str:
    """Every line of the diary: byte order mark, semicolons, no cell that is a formula."""
    return _write_csv([list_diary_columns(), *(list_diary_cells(record) for record in report.records)])


def write_counts_csv(report: Report) -> str:
    """Every figure, one row for each name, so that a spreadsheet can filter and add them up."""
    rows = [[_("Figures"), *_list_count_columns(_("Name"))]]
    rows.append([_("In all"), "", *_list_figures(report.total)])
    for table in report.tables:
        rows += [[table.heading, count.name, *_list_figures(count)] for count in table.counts]
    return _write_csv(rows)


def write_docx(report: Report) -> bytes:
    """The whole report as a document of Word: figures, what was not played, every line."""
    document = new_document()
    _set_up(document)
    _write_head(document, report)
    for table in report.tables:
        document.add_heading(table.heading, level=2)
        _add_table(
            document, _list_count_columns(_("Name")), [[count.name, *_list_figures(count)] for count in table.counts]
        )
    document.add_heading(_("What was not played"), level=2)
    _add_records(document, report.failures, _("Nothing: all that was noted was played."))
    document.add_heading(_("All that was noted"), level=2)
    _add_records(document, report.records, _("Nothing was noted in this period."))
    _add_signature(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def list_diary_columns() -> list[str]:
    """What a line of the diary tells."""
    return [
        _("Day"),
        _("Session"),
        _("Bulletin"),
        _("Class"),
        _("Topic"),
        _("Where"),
        _("Outcome"),
        _("Why not"),
        _("Noted by"),
    ]


def list_diary_cells(record: PlayRecord) -> list[str]:
    """The cells of one line."""
    return [
        *write_moment(record),
        record.bulletin_title,
        name_class(record.broadcast_class),
        record.topic_title,
        describe_where(record),
        _("was played") if record.was_played else _("was not played"),
        record.reason,
        record.noted_by_name,
    ]


def _write_csv(rows: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerows([neutralise_formula(" ".join(cell.split())) for cell in row] for row in rows)
    return "\ufeff" + sheet.getvalue()


def _list_count_columns(name: str) -> list[str]:
    return [name, _("Broadcasts"), _("Complete"), _("At some places only"), _("Not played")]


def _list_figures(count: Count) -> list[str]:
    return [str(number) for number in (count.total, count.complete, count.partial, count.missed)]


def _set_up(document: Document) -> None:
    """A4, the margins and the type of administrative documents."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    for name in ("Normal", "Title", "Heading 2"):
        font = document.styles[name].font
        font.name = FONT
        properties = document.styles[name].element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            properties.rFonts.attrib.pop(qn(attribute), None)
        font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].font.size = FONT_SIZE
    document.styles["Title"].font.size, document.styles["Heading 2"].font.size = Pt(16), Pt(14)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)  # or Word underlines every word
    facts = document.core_properties
    facts.language, facts.author, facts.comments = LANGUAGE, "", ""
    facts.created = facts.modified = timezone.now()


def _write_head(document: Document, report: Report) -> None:
    title = _("Broadcasting report of the loudspeakers")
    document.core_properties.title = title
    document.add_paragraph(title, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    if report.ward:
        document.add_paragraph(_clean(report.ward)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    period = _("From %(first)s to %(last)s") % {
        "first": f"{report.first:%d/%m/%Y}",
        "last": f"{report.last:%d/%m/%Y}",
    }
    document.add_paragraph(period).alignment = WD_ALIGN_PARAGRAPH.CENTER
    total = report.total
    facts = {"total": total.total, "complete": total.complete, "partial": total.partial, "missed": total.missed}
    document.add_paragraph(
        _(
            "%(total)d broadcasts were noted: %(complete)d complete, %(partial)d at some places only, "
            "%(missed)d not played. One broadcast is one bulletin in one session."
        )
        % facts
    )
    if report.unnoted:
        text = ngettext(
            "%(count)d session of this period is not noted.",
            "%(count)d sessions of this period are not noted.",
            len(report.unnoted),
        )
        document.add_paragraph(text % {"count": len(report.unnoted)})


def _add_records(document: Document, records: Sequence[PlayRecord], nothing: str) -> None:
    if not records:
        document.add_paragraph(nothing)
        return
    columns = [_("Session"), _("Bulletin"), _("Where"), _("Outcome"), _("Why not")]
    _add_table(document, columns, [_list_docx_cells(record) for record in records])


def _list_docx_cells(record: PlayRecord) -> list[str]:
    day, hour = write_moment(record)
    played = _("was played") if record.was_played else _("was not played")
    return [f"{hour} {day}", record.bulletin_title, describe_where(record), played, record.reason]


def _add_table(document: Document, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose head comes again on each page, and is read as a head."""
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    _fill_row(table, 0, columns, is_bold=True)
    head = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    head.append(mark)
    for cells in rows:
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = _clean(text)


def _fill_row(table: Table, number: int, cells: Sequence[str], *, is_bold: bool) -> None:
    for cell, text in zip(table.rows[number].cells, cells, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(_clean(text)).bold = is_bold


def _add_signature(document: Document) -> None:
    for text in ("", _("Written by (signature, full name)"), "", "", ""):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return text.translate(_UNFIT_FOR_XML)
