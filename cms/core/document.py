"""The fields that every document has, pages and laws alike; their names are the keys of its front matter."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.choices import Audience
from cms.core.fields import ChoiceListField


class DocumentFields(models.Model):
    """Mixin of a model that is published as one `ContentDocument`."""

    document_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Never reused, never changed: a copy gets its own, an old revision does not bring an old one back."""
    summary = models.CharField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences. Shown in lists, in search results and when the page is shared."),
    )
    audiences = ChoiceListField(
        verbose_name=_("audiences"), item_choices=Audience, help_text=_("Whom the page is written for.")
    )
    reviewed = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("The day a legal reviewer last checked the content.")
    )
    review_due = models.DateField(
        _("next review"), null=True, blank=True, help_text=_("The day by which it must be checked again.")
    )
    reviewer = models.CharField(
        _("reviewer"), max_length=200, blank=True, help_text=_("Name and office of the person who checked it.")
    )
    is_sample = models.BooleanField(
        _("sample content"), default=False, help_text=_("The page shows the notice “nội dung minh họa”.")
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """The next review comes after the last one."""
        super().clean()
        if self.reviewed and self.review_due and self.review_due <= self.reviewed:
            raise ValidationError({"review_due": _("The next review must come after the day of the last review.")})
