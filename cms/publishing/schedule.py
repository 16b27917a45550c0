"""What publishing does every minute and every night."""

from __future__ import annotations

from django.core.management import call_command

from cms.jobs.ticks import every_minute, every_night
from cms.publishing.outbox import request_publishing
from cms.publishing.preview import prune_previews


@every_minute
def publish_scheduled() -> None:
    """Publish and take off the pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


@every_minute
def prune_old_previews() -> None:
    """Forget previews whose token is too old to be used."""
    prune_previews()


@every_night
def reconcile() -> None:
    """Compare everything: changes that sent no signal (bulk updates, aliases) reach the site within a day."""
    request_publishing(everything=True)
