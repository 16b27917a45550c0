"""How far the reading explains the recording, sentence by sentence: whether the script is what is said there.

Any two sounds can be laid over each other, so the cost of the path says little. But only where the script is right can
the reading *foretell* the recording: a linear map from the sounds of the built-in voice to those of the speaker, learnt
from other parts of the same recording, then fits parts that it has not seen. What it explains there (R², by four-fold
cross-validation) is compared with what it explains of the same recording by the reading played backwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from media_pipeline.alignment.features import CEPSTRUM_COUNT, Features, Floats
from media_pipeline.alignment.warping import Indices
from media_pipeline.stored_rows import pick_rows

FOLD_COUNT = 4
FOLD_FRAMES = 75
"""Length of what is left out of the learning at once: a few words."""
_CONTEXT_FRAMES = (-4, 0, 4)
"""Frames of the reading that the map sees, before and after the one in question."""
_RIDGE = 30.0
_NEIGHBOUR_WEIGHT = 0.5
"""How much the sentences before and after count for one: a short one alone says little."""
_SURE = 0.5

Doubles = npt.NDArray[np.float64]
Span = tuple[int, int]
"""First frame of a sentence in the recording, and the one after its last."""


def explain(recording: Features, reading: Features, path: Indices, spans: Sequence[Span]) -> list[float]:
    """The share of each sentence's sound that the reading foretells: 1 all of it, 0 or less nothing."""
    missed, total = _measure(recording, reading, path)
    missed_sums, total_sums = (_sum_spans(values, spans) for values in (missed, total))
    shares = []
    for number in range(len(spans)):
        weights = {number: 1.0, number - 1: _NEIGHBOUR_WEIGHT, number + 1: _NEIGHBOUR_WEIGHT}
        near = [(index, weight) for index, weight in weights.items() if 0 <= index < len(spans)]
        all_of_it = sum(weight * total_sums[index] for index, weight in near)
        not_foretold = sum(weight * missed_sums[index] for index, weight in near)
        shares.append(1 - not_foretold / all_of_it if all_of_it > 0 else 0.0)
    return shares


def _sum_spans(values: Floats, spans: Sequence[Span]) -> list[float]:
    return [float(values[first:last].sum()) for first, last in spans]


def _measure(recording: Features, reading: Features, path: Indices) -> tuple[Floats, Floats]:
    """Squares of what is not foretold, and of all there is, for each frame; 0 where nobody speaks."""
    weights = _learn(recording, reading, path)
    missed = np.zeros(len(path), np.float32)
    total = np.zeros(len(path), np.float32)
    for number, part in enumerate(_iterate_parts(len(path))):
        seen, wanted = _pair(recording, reading, path, part)
        is_speech = recording.speech[part] > _SURE
        missed[part] = ((wanted - seen @ weights[number % FOLD_COUNT]) ** 2).sum(axis=1) * is_speech
        total[part] = (wanted**2).sum(axis=1) * is_speech
    return missed, total


def _learn(recording: Features, reading: Features, path: Indices) -> list[Doubles]:
    """For each fold the map that the other folds teach: ridge regression, its sums taken part by part."""
    size = len(_CONTEXT_FRAMES) * CEPSTRUM_COUNT + 1
    squares, products = np.zeros((FOLD_COUNT, size, size)), np.zeros((FOLD_COUNT, size, CEPSTRUM_COUNT))
    for number, part in enumerate(_iterate_parts(len(path))):
        seen, wanted = _pair(recording, reading, path, part)
        is_speech = recording.speech[part] > _SURE
        squares[number % FOLD_COUNT] += seen[is_speech].T @ seen[is_speech]
        products[number % FOLD_COUNT] += seen[is_speech].T @ wanted[is_speech]
    ridge = _RIDGE * np.eye(size)
    return [
        np.linalg.solve(squares.sum(axis=0) - squares[fold] + ridge, products.sum(axis=0) - products[fold])
        for fold in range(FOLD_COUNT)
    ]


def _iterate_parts(count: int) -> Iterator[slice]:
    """What is left out of the learning at once; every fourth part belongs to the same fold."""
    return (slice(first, min(first + FOLD_FRAMES, count)) for first in range(0, count, FOLD_FRAMES))


def _pair(recording: Features, reading: Features, path: Indices, part: slice) -> tuple[Doubles, Doubles]:
    """What the map sees, with a constant, and what it is to foretell; shapes (frames, 37) and (frames, 12)."""
    wanted = recording.values[part][:, :CEPSTRUM_COUNT].astype(np.float64)
    last = len(reading.values) - 1
    seen = [
        pick_rows(reading.values, np.clip(path[part] + offset, 0, last))[:, :CEPSTRUM_COUNT].astype(np.float64)
        for offset in _CONTEXT_FRAMES
    ]
    return np.concatenate([*seen, np.ones((len(wanted), 1))], axis=1), wanted
