"""Bring the message catalogue up to date with the code and compile it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.core.catalogue import compile_catalogue, list_catalogues, update_catalogue


class Command(BaseCommand):
    """`manage.py update_catalogue`."""

    help = "Collect the newsroom's strings into cms/locale and compile every catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the `.po` and the `.mo` files; fail when a string has no Vietnamese."""
        missing = update_catalogue()
        for path in list_catalogues():
            path.with_suffix(".mo").write_bytes(compile_catalogue(path))
        if missing:
            lines = "\n".join(f"- {message}" for message in missing)
            raise CommandError(f"{len(missing)} strings have no Vietnamese yet:\n{lines}")
