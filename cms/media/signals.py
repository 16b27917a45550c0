"""Signals of this app, the one way to hear that an asset's files are ready."""

from __future__ import annotations

from django.dispatch import Signal

asset_processed = Signal()
"""Sent with `asset_name` after the record of an asset was written to the media store."""
