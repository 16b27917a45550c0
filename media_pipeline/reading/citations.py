"""The numbers of legal and official texts: «42/2022/NĐ-CP», «57-NQ/TW», «31/2024/QH15», «1234/UBND-VP». Pure.

Said is what a listener needs: type, number, year and issuer. The sign itself is dropped; what the sentence says already
(«Nghị định số 42/2022/NĐ-CP của Chính phủ») is not said again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from media_pipeline.reading.cursor import WINDOW, Cursor, Match
from media_pipeline.reading.letters import is_syllable, looks_abbreviated, spell
from media_pipeline.reading.model import Rule, Unknown
from media_pipeline.reading.numerals import say_digits

_PART = r"[A-ZĐƠƯ][A-Za-zĐđƠơƯưi&]{0,15}\d{0,2}(?![\wÀ-ỹ])"
_NUMBER = r"(?P<number>\d{1,6})(?P<letter>[a-zđ])?(?:\s?/\s?(?P<year>\d{4}))?"
_STATE = re.compile(rf"{_NUMBER}\s?/\s?(?P<sign>{_PART}(?:\s?[-–]\s?{_PART})?(?:[-–/]{_PART}){{0,4}})")
_PARTY = re.compile(
    rf"(?P<number>\d{{1,5}})(?P<letter>[a-zđ])?(?P<year>)\s?[-–]\s?(?P<sign>(?:NQ|CT|QĐ|QyĐ|QĐi|KL|KH|HD|TB|BC|CV|TT|TTr|ĐA|CTr|QC|KLTT|L)\s?/\s?{_PART}(?:[-/]{_PART}){{0,3}})"
)
_SHORT = re.compile(r"(?P<number>\d{1,4})\s?/\s?(?P<year>(?:19|20)\d{2})(?![\d]|\s?[/-]\s?\w)")
_STANDARD = re.compile(
    r"(?P<number>\d{1,5}(?:-\d{1,2})?)\s?:\s?(?P<year>(?:19|20)\d{2})(?:\s?/\s?(?P<sign>B[A-ZĐ&]{1,9})(?![\w]))?(?!\d)"
)
_FORM = re.compile(rf"(?P<number>\d{{1,3}}[a-zđ]?)\s?/\s?(?P<sign>{_PART}(?:[-/]{_PART}){{0,3}})")
_ROMAN_LETTERS = frozenset("IVXLCDM")
_SAID_FORM = re.compile(r"(?:mẫu|mẫu số|biểu|biểu số|phiếu)\s$", re.IGNORECASE)
_SAID_STANDARD = re.compile(r"(?:chuẩn (?:xây dựng )?việt nam|y sô|quốc gia)(?:\s\S{1,10})?\s$", re.IGNORECASE)
_LEGISLATURE = re.compile(r"(QH|UBTVQH)(\d{1,2})")
_SAID_NUMBER = re.compile(r"(?:^|\s)số:?\s$", re.IGNORECASE)
_ISSUER_FOLLOWS = re.compile(
    r"(?:[,(]? ?(?:ký |ban hành )?ngày (?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|"
    r"\d{1,2} tháng \d{1,2} năm \d{4})\)?)?[ ,]*(?:của|do) ",
    re.IGNORECASE,
)
_ISSUED_BEFORE = r"[^.;]{0,20}(?:ban hành|đã ra|đã có|thông qua|ký)\b[^.;]{0,40}$"


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a sign means."""

    type: str
    """«Nghị định»; empty when the sign does not tell."""
    issuers: tuple[str, ...]
    unknown: tuple[tuple[int, int], ...] = ()
    """Spans of the parts that nobody knows, in the sign."""


def read_citation(cursor: Cursor) -> Match | None:
    """The number of a text, in whichever form."""
    text, start = cursor.text, cursor.start
    form = _FORM.match(text, start) if _SAID_FORM.search(cursor.said(12)) else None
    if form:
        return _read_form(cursor, form)
    found = _STATE.match(text, start) or _PARTY.match(text, start)
    if found:
        return _read_sign(cursor, found)
    found = _STANDARD.match(text, start)
    if found and _SAID_STANDARD.search(cursor.said(48)):
        return _read_standard(cursor, found)
    found = _SHORT.match(text, start)
    if found and _find_type_said(cursor, within=40) and (int(found["number"]) > 12 or _is_numbered(cursor)):
        return Match(
            found.end(),
            f"{_say_so(cursor)}{_say_number(cursor, found['number'], '')} năm {cursor.numerals.say(found['year'])}",
            Rule.CITATION,
        )
    return None


def _read_sign(cursor: Cursor, found: re.Match[str]) -> Match | None:
    sign = _explain(cursor, found["sign"])
    if sign is None:
        return None
    words = _say_so(cursor) + _say_number(cursor, found["number"], found["letter"] or "")
    if found["year"]:
        words += f" năm {cursor.numerals.say(found['year'])}"
    is_type_said = not sign.type or _find_type_said(cursor)
    if not is_type_said:
        is_number_said = _SAID_NUMBER.search(cursor.said(6)) is not None
        words = f"{words}, {sign.type}" if is_number_said else f"{sign.type} {words}"
    issuers = [issuer for issuer in sign.issuers if not _is_issuer_said(cursor, issuer)]
    if issuers and not _ISSUER_FOLLOWS.match(cursor.ahead(found.end())):
        words += f" của {_join(issuers)}"
    offset = found.start("sign")
    unknown = tuple(Unknown(offset + a, offset + b, cursor.text[offset + a : offset + b]) for a, b in sign.unknown)
    if unknown and _ISSUER_FOLLOWS.match(cursor.ahead(found.end())) and sign.type:
        unknown = ()
    return Match(found.end(), words, Rule.CITATION, unknown)


def _explain(cursor: Cursor, sign: str) -> _Sign | None:
    """Type and issuers of a sign; None when it is no sign of a text."""
    tables = cursor.tables
    parts = [(part.group(), part.start()) for part in re.finditer(r"[^\s/–-]+", sign)]
    first = parts[0][0]
    chamber = _LEGISLATURE.fullmatch(first)
    if chamber:
        return _Sign("", (_say_chamber(cursor, chamber),))
    pair = f"{first}-{parts[1][0]}" if len(parts) > 1 else ""
    if pair in tables.document_types:
        return _Sign(tables.document_types[pair], ())
    if first in tables.document_types:
        return _explain_issuers(cursor, tables.document_types[first], parts[1:])
    if first in tables.issuers:
        return _Sign("Công văn", (tables.issuers[first],))
    for cut in range(1, len(first)):  # «NĐCP», «QĐUBND»
        if first[:cut] in tables.document_types and first[cut:] in tables.issuers:
            return _Sign(tables.document_types[first[:cut]], (tables.issuers[first[cut:]],))
    if is_syllable(first) or not (len(parts) > 1 or _find_type_said(cursor)):
        return None
    return _Sign("", (_say_unknown(cursor, first),), ((0, len(first)),))


def _explain_issuers(cursor: Cursor, type_: str, parts: list[tuple[str, int]]) -> _Sign:
    """Issuers behind the type. The first of them counts; what follows a known one may be a drafting unit, not said."""
    issuers: list[str] = []
    unknown: list[tuple[int, int]] = []
    for part, start in parts:
        chamber = _LEGISLATURE.fullmatch(part)
        issuer = _say_chamber(cursor, chamber) if chamber else _find_issuer(cursor, part)
        if issuer:
            issuers.append(issuer)
        elif not issuers:
            issuers.append(_say_unknown(cursor, part))
            unknown.append((start, start + len(part)))
    is_joint = type_.endswith("liên tịch")
    return _Sign(type_, tuple(issuers if is_joint else issuers[:1]), tuple(unknown))


def _find_issuer(cursor: Cursor, part: str) -> str:
    own = cursor.lexicon.find(part, 0, part)
    if own and own[1] == len(part):
        return own[0].spoken
    known = cursor.tables.words.find(part, 0, part)
    return cursor.tables.issuers.get(part) or (known[0].spoken if known and known[1] == len(part) else "")


def _say_unknown(cursor: Cursor, part: str) -> str:
    """As it is written, unless another rule would make something else of it."""
    is_kept = part.isalpha() and looks_abbreviated(part) and part not in cursor.tables.senses
    return part if is_kept and not _ROMAN_LETTERS.issuperset(part) else _say_code(cursor, part)


def _say_chamber(cursor: Cursor, found: re.Match[str]) -> str:
    return f"{cursor.tables.issuers[found.group(1)]} khóa {cursor.numerals.say(found.group(2))}"


def _say_so(cursor: Cursor) -> str:
    return "" if _SAID_NUMBER.search(cursor.said(6)) else "số "


def _say_number(cursor: Cursor, number: str, letter: str) -> str:
    """«02» is «không hai» in the number of a text."""
    words = say_digits(number) if number.startswith("0") else cursor.numerals.say(number)
    return f"{words} {spell(cursor.tables, letter)}" if letter else words


def _find_type_said(cursor: Cursor, within: int = WINDOW) -> bool:
    """Whether the sentence has named the type: «Nghị định số …», «các Thông tư 1/… và …»."""
    return cursor.tables.document_word.search(cursor.said_sentence()[-within:]) is not None


def _is_numbered(cursor: Cursor) -> bool:
    """Whether a type or «số» stands right before: «Nghị định 5/2024»."""
    words = list(cursor.tables.document_word.finditer(cursor.said_sentence()))
    return bool(words) and words[-1].string[words[-1].end() :] in (" ", " số ")


def _is_issuer_said(cursor: Cursor, issuer: str) -> bool:
    """«Chính phủ ban hành Nghị định số 42/2022/NĐ-CP»."""
    return re.search(re.escape(issuer) + _ISSUED_BEFORE, cursor.said_sentence(), re.IGNORECASE) is not None


def _join(issuers: list[str]) -> str:
    return issuers[0] if len(issuers) == 1 else f"{', '.join(issuers[:-1])} và {issuers[-1]}"


def _read_form(cursor: Cursor, found: re.Match[str]) -> Match:
    """«mẫu số 02/ĐK-TCT»: a code, said letter by letter."""
    parts = re.findall(r"[^\s/–-]+", found["sign"])
    number = re.match(r"\d+", found["number"])
    words = _say_number(cursor, number.group(), found["number"][number.end() :]) if number else ""
    return Match(found.end(), ", ".join([words, *(_say_code(cursor, part) for part in parts)]), Rule.CODE)


def _say_code(cursor: Cursor, part: str) -> str:
    runs = re.findall(r"\d+|&|[^\d&]+", part)
    return " ".join(
        say_digits(run) if run.isdigit() else "và" if run == "&" else spell(cursor.tables, run) for run in runs
    )


def _read_standard(cursor: Cursor, found: re.Match[str]) -> Match:
    """«QCVN 06:2022/BXD»."""
    words = ", ".join(_say_number(cursor, part, "") for part in found["number"].split("-"))
    words += f" năm {cursor.numerals.say(found['year'])}"
    issuer = _find_issuer(cursor, found["sign"]) if found["sign"] else ""
    if issuer:
        words += f" của {issuer}"
    elif found["sign"]:
        words += f", {spell(cursor.tables, found['sign'])}"
    return Match(found.end(), words, Rule.CITATION)
