"""In place of ONNX Runtime: the source of what a model draws at random, the same again only once it is seeded."""

from __future__ import annotations

import random

generator = random.Random()


def set_seed(seed: int) -> None:
    generator.seed(seed)
