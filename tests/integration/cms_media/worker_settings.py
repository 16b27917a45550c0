"""Settings of the worker processes that tests kill and cancel: a database file, its tables made without migrations."""

from __future__ import annotations

from cms.settings.dev import *  # noqa: F403


class NoMigrations:
    """Every app's answer to where its migrations are: nowhere."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None


MIGRATION_MODULES = NoMigrations()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
