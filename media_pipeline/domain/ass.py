r"""Burned captions and the waveform that fills as the clip plays, as an ASS script for libass. Pure.

Text of people is escaped: `{` would open a command, `\` would begin one. The backslash has no escape of its own; a word
joiner behind it, which nobody sees, takes its power (as mpv does).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from media_pipeline.domain import clip_layout
from media_pipeline.domain.clip_layout import BAR_WIDTH, HEIGHT, WIDTH, Box, ClipLayout
from media_pipeline.domain.webvtt import Cue

_WORD_JOINER = "\u2060"
_STYLE_FORMAT = (
    "Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, "
    "Alignment, MarginL, MarginR, MarginV, Encoding"
)


def build_ass(
    cues: Sequence[Cue],
    layout: ClipLayout,
    *,
    duration_ms: int,
    bars: Sequence[float],
    font_family: str,
    line_height: float,
    measure: Callable[[str], float],
) -> str:
    """The whole script.

    Args:
        cues: at most two lines each, counted from the clip's start.
        bars: heights of the waveform, 0 to 1; empty for none.
        line_height: of the font, as a part of its size: ASS counts sizes by it.
        measure: width of a caption's line in pixels.
    """
    font_size = round(clip_layout.CAPTION_SIZE * line_height)
    ink = _colour(clip_layout.INK)
    caption = f"Style: Caption,{font_family},{font_size},{ink},{ink},{ink},-1,1,0,0,4,0,0,0,1"
    shape = f"Style: Shape,{font_family},{font_size},{ink},{ink},{ink},0,1,0,0,7,0,0,0,1"
    events = [*_draw_waveform(bars, layout.waveform, duration_ms), *_write_captions(cues, layout, measure)]
    lines = [
        "[Script Info]",
        "ScriptType: v4.00+",
        f"PlayResX: {WIDTH}",
        f"PlayResY: {HEIGHT}",
        "WrapStyle: 2",  # lines break where the script says so
        "ScaledBorderAndShadow: yes",
        "YCbCr Matrix: TV.709",
        "",
        "[V4+ Styles]",
        _STYLE_FORMAT,
        caption,
        shape,
        "",
        "[Events]",
        "Format: Layer, Start, End, Style, Text",
        *events,
    ]
    return "\n".join(lines) + "\n"


def escape_text(text: str) -> str:
    r"""The text as it is shown, with `\N` for its line breaks."""
    text = text.replace("\\", f"\\{_WORD_JOINER}").replace("{", "\\{").replace("}", "\\}")
    return text.replace("\n", "\\N")


def format_ass_time(time_ms: int) -> str:
    """`h:mm:ss.cc`."""
    minutes, seconds_ms = divmod(time_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds_ms // 1000:02}.{seconds_ms % 1000 // 10:02}"


def _write_captions(cues: Sequence[Cue], layout: ClipLayout, measure: Callable[[str], float]) -> list[str]:
    """The cues in their place; over a film each brings its own card, so that nothing is covered while nobody speaks."""
    box = layout.captions
    if box is None:
        return []
    left, middle = box.left + clip_layout.CAPTION_PADDING, box.top + box.height // 2
    room = box.width - 2 * clip_layout.CAPTION_PADDING
    events = []
    for cue in cues:
        if layout.is_full_frame:
            card = f"{{\\p1\\pos(0,0)\\1c{_colour(clip_layout.CARD)}}}{_draw_box(box)}"
            events.append(_dialogue(1, cue.start_ms, cue.end_ms, "Shape", card, ""))
        place = f"{{\\pos({left},{middle}){_squeeze(cue, room, measure)}}}"
        events.append(_dialogue(2, cue.start_ms, cue.end_ms, "Caption", place, cue.text))
    return events


def _squeeze(cue: Cue, room: int, measure: Callable[[str], float]) -> str:
    """A single word that is wider than its box is made smaller."""
    width = max(measure(line) for line in cue.text.split("\n"))
    if width <= room:
        return ""
    percent = max(int(100 * room / width), 40)
    return f"\\fscx{percent}\\fscy{percent}"


def _draw_waveform(bars: Sequence[float], box: Box | None, duration_ms: int) -> list[str]:
    """The waveform twice: pale, and in the colour of the edge, cut off where the clip stands."""
    if box is None or not bars:
        return []
    shape = "".join(_draw_bar(index, bar, len(bars), box) for index, bar in enumerate(bars))
    pale = f"{{\\p1\\pos(0,0)\\1c{_colour(clip_layout.FAINT)}}}"
    start, end = f"{box.left},{box.top},{box.left},{box.bottom}", f"{box.left},{box.top},{box.right},{box.bottom}"
    played = f"{{\\p1\\pos(0,0)\\1c{_colour(clip_layout.LACQUER)}\\clip({start})\\t(0,{duration_ms},\\clip({end}))}}"
    return [
        _dialogue(0, 0, duration_ms, "Shape", pale + shape, ""),
        _dialogue(1, 0, duration_ms, "Shape", played + shape, ""),
    ]


def _draw_bar(index: int, bar: float, count: int, box: Box) -> str:
    left = box.left + round(index * (box.width - BAR_WIDTH) / max(count - 1, 1))
    height = max(8, round(bar * box.height))
    top = box.top + (box.height - height) // 2
    return _draw_box(Box(left, top, BAR_WIDTH, height))


def _draw_box(box: Box) -> str:
    return f"m {box.left} {box.top} l {box.right} {box.top} {box.right} {box.bottom} {box.left} {box.bottom} "


def _dialogue(layer: int, start_ms: int, end_ms: int, style: str, commands: str, text: str) -> str:
    return (
        f"Dialogue: {layer},{format_ass_time(start_ms)},{format_ass_time(end_ms)},{style},{commands}{escape_text(text)}"
    )


def _colour(html_colour: str) -> str:
    """`#RRGGBB` → `&H00BBGGRR`: ASS counts from blue, and its alpha is transparency."""
    red, green, blue = html_colour[1:3], html_colour[3:5], html_colour[5:7]
    return f"&H00{blue}{green}{red}"
