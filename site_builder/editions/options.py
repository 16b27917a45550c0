"""What `python -m site_builder edition` may be told. Loaded with every command: it imports nothing that takes time."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder.messages import _

_UNITS = {"MB": 10**6, "GB": 10**9}


def add_edition_options(parser: argparse.ArgumentParser) -> None:
    """The options that no other command has."""
    parser.add_argument(
        "target", type=Path, metavar="DIR|FILE.zip", help="where it goes; an earlier edition there is replaced"
    )
    parser.add_argument(
        "--largest",
        type=parse_size,
        default="4GB",
        metavar="SIZE",
        help="what pictures, recordings and documents may have together (default: 4GB)",
    )
    parser.add_argument("--video", action="store_true", help="take films, too, if there is room after all else")


def parse_size(text: str) -> int:
    """Bytes of `500MB` or `2GB`."""
    number, unit = text[:-2], text[-2:].upper()
    if unit not in _UNITS or not number.isdecimal():
        raise argparse.ArgumentTypeError(_("no size: %(text)s; write 500MB or 2GB") % {"text": text})
    return int(number) * _UNITS[unit]
