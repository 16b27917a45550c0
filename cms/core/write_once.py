"""Records that are written once: neither the admin nor the code of the newsroom changes or deletes them."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from wagtail.permission_policies import ModelPermissionPolicy

READING_AND_ADDING = frozenset({"add", "view"})


class WriteOnceError(Exception):
    """A record that is written once was to be changed or deleted.

    Attributes:
        model_name: whose record it is.
    """

    def __init__(self, model_name: str) -> None:
        super().__init__(f"a record of {model_name} is never changed or deleted")
        self.model_name = model_name


class WriteOnceQuerySet(models.QuerySet):
    """Refuses what would go past the records' own methods."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise WriteOnceError(self.model.__name__)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused, unless there is nothing to delete: the admin asks that of what it may not touch."""
        if self.exists():
            raise WriteOnceError(self.model.__name__)
        return 0, {}


class WriteOnceModel(models.Model):
    """Base of such a record. What a deleted account or page leaves behind (`SET_NULL`) is the database's own doing."""

    objects = WriteOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it the first time.

        Raises:
            WriteOnceError: it stands already.
        """
        if not self._state.adding:
            raise WriteOnceError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise WriteOnceError(type(self).__name__)


class WriteOncePolicy(ModelPermissionPolicy):
    """In the admin: added and read by those who may, changed and deleted by nobody, an administrator included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the user may do that with such records."""
        return action in READING_AND_ADDING and bool(super().user_has_permission(user, action))
