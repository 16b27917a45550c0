"""Signals of this app, the one way to hear that an asset's files are ready, or will not be."""

from __future__ import annotations

from django.dispatch import Signal

asset_processed = Signal()
"""Sent with `asset_name` after the record of an asset was written to the media store."""

asset_cancelled = Signal()
"""Sent with `asset_name` after somebody has stopped the making of an asset's files, in the same transaction."""
