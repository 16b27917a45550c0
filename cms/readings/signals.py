"""What other apps can follow."""

from __future__ import annotations

from django.dispatch import Signal

reading_changed = Signal()
"""The lexicon or the region has changed, in the same transaction: texts may be said in other words from now on."""
