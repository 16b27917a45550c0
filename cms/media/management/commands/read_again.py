"""`manage.py read_again`: after another voice was set, every script is read anew. Names the recordings, one a line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.media.manifests import compute_fingerprint
from cms.media.models import MediaAsset


class Command(BaseCommand):
    """Ask for what the settings have changed; workers make it."""

    help = "Has every script read again whose voice, pauses or notice the settings have changed."

    def handle(self, **options: Any) -> None:
        """Run."""
        for asset in MediaAsset.objects.filter(type="audio", file="").exclude(script="").order_by("pk"):
            if asset.is_spoken_by_machine and compute_fingerprint(asset) != asset.requested_fingerprint:
                asset.save()  # what follows a save enqueues the making
                self.stdout.write(asset.asset_name)
