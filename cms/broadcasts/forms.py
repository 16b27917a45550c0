"""Forms of the schedule: problems are told before an entry is saved; an order of emergency records who gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.broadcasts.loading import build_entry, load_schedule
from cms.broadcasts.models import parse_weekdays
from cms.broadcasts.schedule.entries import Entry
from cms.broadcasts.schedule.errors import InvalidValueError
from cms.broadcasts.schedule.plan import Schedule
from cms.broadcasts.schedule.problems import find_added_problems, group_problems
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence
from cms.broadcasts.sentences import describe_group

LOOK_AHEAD = timedelta(days=62)
"""How far problems are looked for: two months from today, or from the first day when that is later."""


class EntryForm(WagtailAdminModelForm):
    """A scheduled bulletin. What would go wrong is told first; an officer may save all the same."""

    accepts_problems = forms.BooleanField(
        label=_("Save all the same"),
        required=False,
        help_text=_("Tick this when you have read the problems above and want to keep the entry as it is."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["accepts_problems"]  # there is nothing yet to accept

    def clean(self) -> dict[str, Any]:
        """Tell the problems that this entry brings."""
        data: dict[str, Any] = super().clean()
        if not self.errors and not data["accepts_problems"]:
            for sentence in self._find_problems(data):
                self.add_error(None, sentence)
        return data

    def _find_problems(self, data: dict[str, Any]) -> list[str]:
        try:
            entry = self._build_entry(data)
        except InvalidValueError:
            return []  # the model tells it, beside its field
        before = load_schedule(without_entry=self.instance.pk)
        after = replace(before, entries=(*before.entries, entry))
        return _tell_added(before, after, entry)

    def _build_entry(self, data: dict[str, Any]) -> Entry:
        recurrence = Recurrence(
            Frequency(data["frequency"]),
            data["first_day"],
            data["last_day"],
            parse_weekdays(data["weekdays"]),
            data["day_of_month"],
        )
        key = str(self.instance.pk or "")
        return build_entry(key, data["bulletin"], recurrence, data["sessions"], data["position"], data["clusters"])


class EmergencyForm(WagtailAdminModelForm):
    """An order of emergency, by whoever is signed in; which nobody changes afterwards."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            self.instance.ordered_by = self.for_user


def _tell_added(before: Schedule, after: Schedule, entry: Entry) -> list[str]:
    first = max(timezone.localdate(), entry.recurrence.first_day)
    problems = find_added_problems(before, after, first, first + LOOK_AHEAD)
    return [describe_group(group) for group in group_problems(problems)]
