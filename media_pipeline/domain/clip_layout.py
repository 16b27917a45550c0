"""Where what stands in a vertical clip: the site's sheet of paper, 1080 × 1920. All measures in pixels. Pure.

Phones lay their own buttons and texts over a clip: at the bottom (18% of the height), along the right edge, and at the
top. What must be read stays clear of all three.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 1080, 1920
FRAME_RATE_FPS = 30
SAFE_BOTTOM = HEIGHT - HEIGHT * 18 // 100
"""Nothing to be read is below."""
SAFE_RIGHT = WIDTH - 120
"""Nothing to be read is right of it."""
SAFE_TOP = 170
EDGE = 28
LEFT = EDGE + 68
TEXT_WIDTH = SAFE_RIGHT - LEFT

PAPER, CARD, INK, MUTED = "#FFFDF7", "#F6F0E3", "#1D1B16", "#524D46"
LACQUER, FAINT, HIGHLIGHT, BORDER = "#94201A", "#D9CFBB", "#F5B71F", "#857D70"

CAPTION_SIZE = 58
CAPTION_SMALLEST_SIZE = 34
CAPTION_PADDING = 36
CARD_HEIGHT = 2 * 79 + 2 * CAPTION_PADDING
"""Two lines of captions at 1.36 times their size."""
BAR_COUNT = 64
BAR_WIDTH = 7
PORTRAIT_ASPECT = 0.8
"""A narrower video fills the clip, a wider one stands as a band on the paper."""
BAND_TOP = 560
BAND_MAX_HEIGHT = 616


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class ClipLayout:
    """The places of a clip's parts; a part that a clip lacks is `None`."""

    title: Box
    captions: Box | None
    waveform: Box | None
    film: Box | None
    notices: Box
    is_full_frame: bool = False
    """The film fills the clip; title and captions lie on it."""


def plan_clip_layout(*, film_aspect: float | None, has_captions: bool) -> ClipLayout:
    """The layout of a clip.

    Args:
        film_aspect: width ÷ height of the video, `None` for a recording.
    """
    if film_aspect is None:
        return _plan_recording(has_captions)
    return _plan_portrait(has_captions) if film_aspect < PORTRAIT_ASPECT else _plan_band(film_aspect, has_captions)


def _plan_recording(has_captions: bool) -> ClipLayout:
    waveform = Box(LEFT, SAFE_BOTTOM - 300, TEXT_WIDTH, 150)
    captions = Box(LEFT, waveform.top - 60 - CARD_HEIGHT, TEXT_WIDTH, CARD_HEIGHT) if has_captions else None
    title_top = SAFE_TOP + 190
    title_bottom = (captions or waveform).top - 90
    return ClipLayout(
        title=Box(LEFT, title_top, TEXT_WIDTH, title_bottom - title_top),
        captions=captions,
        waveform=waveform,
        film=None,
        notices=Box(LEFT, waveform.bottom + 50, TEXT_WIDTH, 64),
    )


def _plan_band(film_aspect: float, has_captions: bool) -> ClipLayout:
    width = min(WIDTH - EDGE, _even(BAND_MAX_HEIGHT * film_aspect))
    height = min(_even(width / film_aspect), BAND_MAX_HEIGHT)
    left = EDGE + (WIDTH - EDGE - width) // 2
    film = Box(left, BAND_TOP, _even(width), height)
    captions = Box(LEFT, film.bottom + 60, TEXT_WIDTH, CARD_HEIGHT) if has_captions else None
    return ClipLayout(
        title=Box(LEFT, SAFE_TOP + 130, TEXT_WIDTH, BAND_TOP - SAFE_TOP - 130 - 60),
        captions=captions,
        waveform=None,
        film=film,
        notices=Box(LEFT, (captions or film).bottom + 44, TEXT_WIDTH, 64),
    )


def _plan_portrait(has_captions: bool) -> ClipLayout:
    captions = Box(LEFT, SAFE_BOTTOM - CARD_HEIGHT - 96, TEXT_WIDTH, CARD_HEIGHT) if has_captions else None
    return ClipLayout(
        title=Box(LEFT, SAFE_TOP, TEXT_WIDTH, 220),
        captions=captions,
        waveform=None,
        film=Box(0, 0, WIDTH, HEIGHT),
        notices=Box(LEFT, SAFE_BOTTOM - 72, TEXT_WIDTH, 64),
        is_full_frame=True,
    )


def _even(length: float) -> int:
    """H.264 with shared colour samples has even sides."""
    return int(length) // 2 * 2
