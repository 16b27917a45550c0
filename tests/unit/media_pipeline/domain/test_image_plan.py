"""Which pictures are made of a picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.image_plan import WIDTHS_PX, ImageFormat, plan_images, plan_widths


@pytest.mark.parametrize(
    ("source_px", "widths"),
    [
        (16, (16,)),
        (400, (400,)),
        (401, (401,)),
        (640, (400, 640)),
        (1200, (400, 800, 1200)),
        (1600, (400, 800, 1200, 1600)),
        (12_000, (400, 800, 1200, 1600)),
    ],
)
def test_a_source_is_offered_at_its_own_width_or_at_the_ladders(source_px: int, widths: tuple[int, ...]) -> None:
    assert plan_widths(source_px) == widths


@given(st.integers(1, 20_000))
def test_nothing_is_above_the_source_and_widths_ascend(source_px: int) -> None:
    widths = plan_widths(source_px)
    assert max(widths) == min(source_px, WIDTHS_PX[-1])
    assert list(widths) == sorted(set(widths))


def test_formats_come_best_first_each_with_every_width() -> None:
    planned = [(image.format, image.width_px) for image in plan_images(640)]
    assert planned == [(format_, width) for format_ in ImageFormat for width in (400, 640)]
    assert plan_images(640)[0].preset == "image-avif-400"
