"""The members of a crew: `python -m site_builder.building.crew_member 4,7 6,9`, for `crew.py` alone.

The arguments are ends of pipes: where a member reads what it is asked, and where it answers. It reads an order and then
names of parts, makes these with an index and a theme of its own, and answers with where it left them. It never writes
to the output folder.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import chain
from typing import IO, Any, NoReturn

from site_builder.building.api import INDEX_NAME
from site_builder.building.crew import Answer, Order, pack_answer
from site_builder.building.places import build_state_dir
from site_builder.building.planning import Plan
from site_builder.building.reasons import Cause
from site_builder.building.run import load_site_settings
from site_builder.building.site import Site
from site_builder.building.staging import Stager
from site_builder.building.state import BuildState
from site_builder.errors import SiteBuilderError
from site_builder.index import Index, Question


def main(ends: Sequence[str]) -> None:
    """Become one member for each pair of pipe ends, and wait until the last is done."""
    # whatever prints goes to standard error: standard output is the owner's
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    gc.freeze()  # what is loaded is shared as long as nothing writes to it
    pairs = [tuple(map(int, each.split(","))) for each in ends]
    for pair in pairs:
        if os.fork() == 0:
            _become_member(pair, pairs)
    for end in chain.from_iterable(pairs):
        os.close(end)
    for _pair in pairs:
        os.wait()


def _become_member(own: tuple[int, ...], pairs: Iterable[tuple[int, ...]]) -> NoReturn:
    """Answer until there is nothing more to read."""
    for end in set(chain.from_iterable(pairs)).difference(own):
        os.close(end)
    requests_end, answers_end = own
    with os.fdopen(requests_end, "rb") as requests, os.fdopen(answers_end, "wb") as answers:
        order: Order | None = _read(requests)
        if order is not None:
            _serve(order, requests, answers)
    sys.stderr.flush()
    os._exit(0)


def _serve(order: Order, requests: IO[bytes], answers: IO[bytes]) -> None:
    config = order.config
    index_path = build_state_dir(config.cache, config.content) / INDEX_NAME
    state_dir = build_state_dir(config.cache, config.output)
    with closing(Index.open(index_path)) as index, closing(BuildState.open(state_dir)) as state:
        site = Site(config, load_site_settings(config), index, Plan(Cause.ASKED_FOR), state)
        stager = Stager(
            order.staging, config.output, state, is_careful=order.is_careful, is_compressed=config.is_compressed
        )
        while (names := _read(requests)) is not None:
            pickle.dump(pack_answer(_answer(site, stager, names)), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _answer(site: Site, stager: Stager, names: list[str]) -> Answer:
    made, failed = [], []
    asked: dict[Question, Question] = {}  # what several ask is told once
    for name in names:
        try:
            part = site.get_part(name)
            with site.library.recording(is_dated=part.is_dated) as questions:
                outputs = tuple(map(stager.stage, part.make()))
        except (SiteBuilderError, LookupError, OSError):  # it is made once more where errors are told
            failed.append(name)
        else:
            made.append((name, outputs, [asked.setdefault(question, question) for question in questions]))
    return made, failed


def _read(requests: IO[bytes]) -> Any:
    """What comes next; `None` at the end."""
    try:
        return pickle.load(requests)  # noqa: S301 - our own parent wrote it
    except EOFError:
        return None


if __name__ == "__main__":
    main(sys.argv[1:])
