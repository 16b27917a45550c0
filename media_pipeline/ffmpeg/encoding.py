"""Options of ffmpeg that every file we write gets: no dates, no names of tools, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping

Option = str | int | float

EXACT_OPTIONS: dict[str, Option] = {
    "fflags": "+bitexact",  # muxer: no version, no date, no random serial number
    "flags:a": "+bitexact",  # encoder of sound: no version in the stream
    "map_metadata": -1,  # nothing of the source's tags, which may name a place or a person
    "map_chapters": -1,
}


def build_tag_options(tags: Mapping[str, str]) -> dict[str, Option]:
    """One `-metadata` for each tag; the number only keeps the options apart."""
    return {f"metadata:g:{number}": f"{name}={value}" for number, (name, value) in enumerate(tags.items())}
