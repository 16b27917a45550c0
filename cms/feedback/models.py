"""What residents say of a page. Nothing in it tells who they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_SENTENCE_LENGTH = 500


class Vote(models.Model):
    """Whether somebody found a page useful on a day; the last answer of a day stands."""

    document_id = models.UUIDField()
    """Of the page, wherever it has moved since."""
    day = models.DateField()
    voter = models.CharField(max_length=32, null=True, editable=False)  # noqa: DJ001 - null is nobody, and not unique
    """Salted hash that holds for one day and is forgotten in the night after it."""
    is_useful = models.BooleanField(_("useful"))
    sentence = models.CharField(_("what they wrote"), max_length=MAX_SENTENCE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("answer of a resident")
        verbose_name_plural = _("answers of residents")
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["document_id", "day", "voter"], name="one_vote_a_page_and_day")]
        indexes = [models.Index(fields=["day", "voter"], name="votes_by_day")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.day}"
