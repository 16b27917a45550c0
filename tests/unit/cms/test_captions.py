"""Captions that editors paste."""

from __future__ import annotations

import pytest

from cms.media.captions import CaptionsError, check_captions

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nXin chào bà con.\n"


def test_webvtt_stays_as_it_is() -> None:
    assert check_captions(VTT) == VTT


def test_a_browsers_line_ends_become_plain_ones() -> None:
    assert check_captions(VTT.replace("\n", "\r\n") + "\r\n\r\n") == VTT


def test_subrip_becomes_webvtt() -> None:
    assert check_captions("1\n00:00:01,000 --> 00:00:04,000\nXin chào, bà con.") == (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nXin chào, bà con.\n"
    )


def test_nothing_stays_nothing() -> None:
    assert check_captions(" \n") == ""


def test_prose_is_refused() -> None:
    with pytest.raises(CaptionsError):
        check_captions("Xin chào bà con, đây là bản tin.")
