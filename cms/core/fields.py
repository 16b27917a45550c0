"""A model field for a short list of choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst


class ChoiceListField(models.JSONField):
    """A list of values out of `item_choices`, kept in the order of the choices and edited as check boxes."""

    def __init__(self, *args: Any, item_choices: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.item_choices = item_choices
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Check boxes."""
        choices = self.item_choices.choices if self.item_choices else []
        return forms.MultipleChoiceField(
            choices=choices,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )
