"""The words of a page that no template holds: names of kinds, dates, sizes, durations, places in a law. Pure.

Everything goes through the catalogue of the site's language. Results that hold a number keep it with its word.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime
from pathlib import PurePosixPath

from site_builder.documents.kinds import Kind
from site_builder.documents.model import Audience, BroadcastClass, Citation, LawStatus
from site_builder.messages import load_translations, mark
from site_builder.periods import Period
from site_builder.rendering.typography import NO_BREAK_SPACE, keep_together

KIND_NAMES: dict[Kind, str] = {
    Kind.HOME: mark("Home page"),
    Kind.TOPIC: mark("Field of law"),
    Kind.EXPLAINER: mark("Explainer"),
    Kind.STORY: mark("Situation story"),
    Kind.AUDIO: mark("Audio"),
    Kind.VIDEO: mark("Video"),
    Kind.SHOW: mark("Podcast show"),
    Kind.BULLETIN: mark("Loudspeaker bulletin"),
    Kind.LAW: mark("Legal text"),
    Kind.PAGE: mark("Page"),
    Kind.PATHWAY: mark("Step-by-step guide"),
}
"""What one document of a kind is called."""

SECTION_NAMES: dict[Kind, str] = {
    Kind.TOPIC: mark("Fields of law"),
    Kind.EXPLAINER: mark("Explainers"),
    Kind.STORY: mark("Situation stories"),
    Kind.AUDIO: mark("Listen"),
    Kind.VIDEO: mark("Watch"),
    Kind.BULLETIN: mark("Loudspeaker bulletins"),
    Kind.SHOW: mark("Podcasts"),
    Kind.LAW: mark("Legal texts"),
    Kind.PATHWAY: mark("Step-by-step guides"),
}
"""What a section is called, in the order of the navigation."""

AUDIENCE_NAMES: dict[Audience, str] = {
    Audience.RESIDENTS: mark("residents"),
    Audience.BUSINESSES: mark("businesses"),
    Audience.YOUTH: mark("young people"),
    Audience.ELDERLY: mark("elderly people"),
    Audience.WORKERS: mark("workers"),
    Audience.OFFICERS: mark("officers"),
}

BROADCAST_NAMES: dict[BroadcastClass, str] = {
    BroadcastClass.NORMAL: mark("Normal bulletin"),
    BroadcastClass.PRIORITY: mark("Priority bulletin"),
    BroadcastClass.EMERGENCY: mark("Emergency bulletin"),
}

SESSIONS_TITLE = mark("Sessions of the loudspeakers")

STATUS_NAMES: dict[LawStatus, str] = {
    LawStatus.NOT_YET: mark("Not yet in force"),
    LawStatus.IN_FORCE: mark("In force"),
    LawStatus.PARTLY: mark("Partly expired"),
    LawStatus.EXPIRED: mark("Expired"),
}

BLOCK_HEADINGS: dict[str, str] = {
    "steps": mark("What to do, step by step"),
    "facts": mark("Key facts"),
    "questions": mark("Questions and answers"),
    "related": mark("See also"),
    "situation": mark("The situation"),
    "law_says": mark("What the law says"),
    "to_do": mark("What to do"),
}
"""What the heading of a block says that has no title of its own; its template says the same."""

FILE_NAMES: dict[str, str] = {
    ".docx": "Word (DOCX)",
    ".doc": "Word (DOC)",
    ".odt": "OpenDocument (ODT)",
    ".pdf": "PDF",
    ".zip": "ZIP",
    ".mp3": "MP3",
    ".mp4": "MP4",
}

QUARTERS = ("I", "II", "III", "IV")

_UNIT_STEP = 1000


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.translations: gettext.NullTranslations = load_translations(language)

    def say(self, message: str, **values: object) -> str:
        """A message of the catalogue with its values filled in."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def write_date(self, day: date | datetime) -> str:
        """A day as residents write it (`09/11/2026`)."""
        return f"{day.day:02}/{day.month:02}/{day.year}"

    def write_month(self, day: date | datetime) -> str:
        """A month (`Tháng 11 năm 2026`)."""
        return self.say(mark("Month %(month)s of %(year)s"), month=day.month, year=day.year)

    def write_period(self, period: Period, part: int) -> str:
        """A month, a quarter, a year or several, and which page of it (`Quý II năm 2026`; `Tháng 5 năm 2026, phần 2`).

        Args:
            part: 0 when there is one page of it only.
        """
        if period.month:
            name = self.say(mark("Month %(month)s of %(year)s"), month=period.month, year=period.year)
        elif period.quarter:
            quarter = QUARTERS[period.quarter - 1]
            name = self.say(mark("Quarter %(quarter)s of %(year)s"), quarter=quarter, year=period.year)
        else:
            name = self.say(mark("Year %(years)s"), years=self.write_years(period))
        text = self.say(mark("%(period)s, part %(part)s"), period=name, part=part) if part else name
        return keep_together(text)

    def write_years(self, period: Period) -> str:
        """A year, or the first and the last of several (`2010–2019`)."""
        is_one = period.year == period.last_year
        return str(period.year) if is_one else f"{period.year}–{period.last_year}"

    def write_session(self, starts: datetime) -> str:
        """A session of the loudspeakers by its time (`Phiên 05:30 ngày 24/11/2026`)."""
        return self.say(mark("Session of %(time)s on %(day)s"), time=f"{starts:%H:%M}", day=self.write_date(starts))

    def write_size(self, size_bytes: int) -> str:
        """A size of a file with a comma as Vietnamese numbers have it (`1,2 MB`)."""
        size, unit = size_bytes / _UNIT_STEP, "kB"
        if size >= _UNIT_STEP:
            size, unit = size / _UNIT_STEP, "MB"
        number = f"{size:.1f}" if unit == "MB" and size < 10 else f"{max(1, round(size))}"
        return f"{number.replace('.', ',') if self.language == 'vi' else number}{NO_BREAK_SPACE}{unit}"

    def write_duration(self, duration_ms: int) -> str:
        """A duration in words (`3 phút 20 giây`)."""
        minutes, seconds = divmod(max(1, round(duration_ms / 1000)), 60)
        if not minutes:
            text = self.say(mark("%(seconds)s seconds"), seconds=seconds)
        elif not seconds:
            text = self.say(mark("%(minutes)s minutes"), minutes=minutes)
        else:
            text = self.say(mark("%(minutes)s minutes %(seconds)s seconds"), minutes=minutes, seconds=seconds)
        return keep_together(text)

    def write_place(self, citation: Citation) -> str:
        """A place in a law, the smallest part first (`điểm a khoản 1 Điều 27`); empty for the law as a whole."""
        parts = []
        if citation.point:
            parts.append(self.say(mark("point %(point)s"), point=citation.point))
        if citation.clause:
            parts.append(self.say(mark("clause %(clause)s"), clause=citation.clause))
        if citation.article:
            parts.append(self.say(mark("Article %(article)s"), article=citation.article))
        return " ".join(part.replace(" ", NO_BREAK_SPACE) for part in parts)

    def write_file_type(self, path: str) -> str:
        """What kind of file a path is, as people call it."""
        suffix = PurePosixPath(path).suffix
        return FILE_NAMES.get(suffix, suffix.lstrip(".").upper())
