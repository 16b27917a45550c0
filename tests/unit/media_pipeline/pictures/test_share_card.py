"""The still of a video for link previews."""

from __future__ import annotations

import pytest
from PIL import Image

from media_pipeline.pictures.share_card import draw_share_card

INK, RED = (29, 27, 22), (200, 30, 30)


@pytest.mark.parametrize(
    ("size", "picture_px"),
    [
        ((1280, 720), (1200, 630)),  # fills
        ((640, 360), (640, 360)),  # is not enlarged
        ((404, 720), (353, 630)),  # upright: whole
        ((1726, 720), (1200, 501)),  # too wide to be cut: whole
    ],
)
def test_a_still_fills_the_card_or_stands_whole_on_ink(size: tuple[int, int], picture_px: tuple[int, int]) -> None:
    card = draw_share_card(Image.new("RGB", size, RED))
    assert card.size == (1200, 630)
    counts = {colour: count for count, colour in card.getcolors() or []}
    assert counts[RED] == picture_px[0] * picture_px[1]
    assert sum(counts.values()) - counts[RED] == counts.get(INK, 0)
