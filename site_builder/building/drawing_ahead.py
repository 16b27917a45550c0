"""Share cards drawn by a second process while the first renders pages: a first build has ten thousand of them.

The two agree on nothing. The second begins with the last card, the first asks for them in their order and draws what it
does not find, and where they meet both are done. Each file appears as a whole and has the same bytes, whoever made it.

    python -m site_builder.building.drawing_ahead CACHE < cards.json
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from site_builder.atomic_files import remove_strays
from site_builder.building.share_cards import find_card, keep_card
from site_builder.rendering.share import ShareCard

_ROOT = Path(__file__).parents[2]
FEWEST = 300
"""Below, a process takes longer to start than it saves."""

LabelledCard = tuple[ShareCard, str]


@contextmanager
def drawing_ahead(cards: Sequence[LabelledCard], cache: Path) -> Iterator[subprocess.Popen[bytes] | None]:
    """Draw cards in another process while the block runs; when it ends, so does the process.

    Gives the process; `None` when a second one would help nobody.

    Args:
        cards: with their labels, in the order in which the block asks for them.
        cache: the folder of drawn cards.
    """
    missing = [(card, label) for card, label in reversed(cards) if not find_card(card, label, cache).is_file()]
    if len(missing) < FEWEST or len(os.sched_getaffinity(0)) < 2:
        yield None
        return
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        json.dump([(asdict(card), label) for card, label in missing], file)
        file.seek(0)
        argv = [sys.executable, "-m", __name__, str(cache.resolve())]
        process = subprocess.Popen(argv, cwd=_ROOT, stdin=file, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
            remove_strays(cache)


def main() -> int:
    """Draw the cards that standard input names, as long as who asked for them lives."""
    cache, parent = Path(sys.argv[1]), os.getppid()
    for values, label in json.load(sys.stdin):
        if os.getppid() != parent:
            return 1
        keep_card(ShareCard(**values), label, cache)
    return 0


if __name__ == "__main__":
    with suppress(OSError):  # a full disk: the build meets it as well, and says so
        sys.exit(main())
