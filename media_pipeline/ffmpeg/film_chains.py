"""Chains of video filters, as values: a constant rate, a size, the colours that every screen knows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

import ffmpeg

Stream: TypeAlias = ffmpeg.nodes.FilterableStream

REFERENCE_WHITE_NITS = 203
"""A sheet of paper in HDR, by ITU-R BT.2408."""


def set_frame_rate(pictures: Stream, frame_rate_fps: Fraction) -> Stream:
    """Whole pictures at a constant rate, counted from the start of the file."""
    pictures = pictures.filter("bwdif", mode="send_frame", deint="interlaced")  # only what says that it is interlaced
    return pictures.filter("fps", format_rate(frame_rate_fps), start_time=0)


def set_size(pictures: Stream, width_px: int, height_px: int) -> Stream:
    """Scale; pixels become square."""
    return pictures.filter("scale", width_px, height_px, flags="bicubic").filter("setsar", 1)


def split_sizes(pictures: Stream, sizes_px: Sequence[tuple[int, int]], counts: Sequence[int]) -> list[list[Stream]]:
    """The pictures at each size, each made from the next larger one.

    Args:
        pictures: already at the largest size.
        sizes_px: width and height, from large to small.
        counts: how often each size is used.

    Returns:
        for each size as many streams as it is used.
    """
    streams = []
    for index, ((width_px, height_px), count) in enumerate(zip(sizes_px, counts, strict=True)):
        pictures = set_size(pictures, width_px, height_px) if index else pictures
        is_last = index == len(sizes_px) - 1
        branches = pictures.filter_multi_output("split", count + (not is_last))
        streams.append([branches.stream(number) for number in range(count)])
        pictures = branches.stream(count)
    return streams


def lay_out_thumbnails(pictures: Stream, *, every: int, size_px: tuple[int, int], grid: tuple[int, int]) -> Stream:
    """One sheet of every so-manieth picture, row by row."""
    pictures = pictures.filter("framestep", every)
    pictures = pictures.filter("scale", *size_px, flags="bicubic")
    return pictures.filter("tile", f"{grid[0]}x{grid[1]}")


def set_colours(pictures: Stream, *, is_hdr: bool, is_full_range: bool = False) -> Stream:
    """8 bits in 4:2:0 by BT.709, and said so in the file."""
    if is_hdr:
        pictures = _narrow_brightness(pictures)
    pictures = pictures.filter("scale", out_color_matrix="bt709", out_range="full" if is_full_range else "limited")
    pictures = pictures.filter("format", "yuvj420p" if is_full_range else "yuv420p")
    return pictures.filter("setparams", color_primaries="bt709", color_trc="bt709", colorspace="bt709")


def _narrow_brightness(pictures: Stream) -> Stream:
    """HDR as modern phones record it → the brightness and the colours of ordinary screens."""
    pictures = pictures.filter("zscale", transfer="linear", npl=REFERENCE_WHITE_NITS).filter("format", "gbrpf32le")
    pictures = pictures.filter("zscale", primaries="bt709").filter("tonemap", "mobius")
    return pictures.filter("zscale", transfer="bt709", matrix="bt709", range="limited")


def format_rate(frame_rate_fps: Fraction) -> str:
    """As ffmpeg writes it: `30000/1001`."""
    return f"{frame_rate_fps.numerator}/{frame_rate_fps.denominator}"
