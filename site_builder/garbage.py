"""When Python looks for objects that nothing reaches any more.

A build makes many objects that live as long as it does, so to look after each 700 takes long and finds little.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000


def collect_seldom() -> None:
    """Look after so many new objects that a small build comes to its end before."""
    gc.set_threshold(_NEW_OBJECTS)


def collect_at_rest() -> None:
    """Look now, while nobody waits; what lives on is left out when it is looked for the next time."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
