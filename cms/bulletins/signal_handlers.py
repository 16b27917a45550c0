"""What follows a change of the way of reading."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from cms.bulletins.jobs import request_reading
from cms.readings.signals import reading_changed


@receiver(reading_changed)
def follow_reading(sender: type[Any], **kwargs: Any) -> None:
    """Have scripts spoken anew."""
    request_reading()
