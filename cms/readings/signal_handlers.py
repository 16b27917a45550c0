"""What follows a change of the lexicon or of the region."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.readings.models import LexiconEntry, ReadingSettings
from cms.readings.signals import reading_changed


@receiver(post_save, sender=LexiconEntry)
@receiver(post_delete, sender=LexiconEntry)
@receiver(post_save, sender=ReadingSettings)
def follow_change(sender: type[Any], raw: bool = False, **kwargs: Any) -> None:
    """An entry was written or deleted, or the region chosen."""
    if not raw:
        reading_changed.send(sender=sender)
