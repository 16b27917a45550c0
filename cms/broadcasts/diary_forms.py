"""The form of a session's diary: for each item the clusters that played it, ticked beforehand, and why not the rest."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from cms.broadcasts.diary import NotedItem, list_targets, merge_targets
from cms.broadcasts.models import PlayRecord
from cms.broadcasts.schedule.plan import PlannedItem, PlannedSession

MAX_REASON_LENGTH = 300


class ItemForm(forms.Form):
    """One item of a session."""

    played_at = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(required=False, max_length=MAX_REASON_LENGTH)

    def __init__(self, *args: Any, item: PlannedItem, noted: list[PlayRecord], **kwargs: Any) -> None:
        self.item = item
        self.targets = merge_targets(list_targets(item), noted)
        super().__init__(*args, **kwargs)
        played_at = cast("forms.MultipleChoiceField", self.fields["played_at"])
        played_at.choices = [(target, target or _("All loudspeakers")) for target in self.targets]
        played_at.label = _("Played at")
        self.fields["reason"].label = _("Why it was not played at the others")
        self.initial = {**self.initial, **_fill(self.targets, noted, item)}

    def clean(self) -> dict[str, Any]:
        """What was planned and not played has a reason."""
        data: dict[str, Any] = super().clean() or {}
        missed = set(self.targets) - set(data.get("played_at", []))
        if missed and self.item.obstacle is None and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it was not played, for the report."))
        return data

    def build_note(self) -> NotedItem | None:
        """For the diary; None for an item that was not to be played and was not."""
        played_at = frozenset(self.cleaned_data["played_at"])
        if not played_at and self.item.obstacle is not None and not self.cleaned_data["reason"]:
            return None
        return NotedItem(self.item, played_at, self.targets, self.cleaned_data["reason"])


def build_forms(session: PlannedSession, notes: dict[str, list[PlayRecord]], data: Any = None) -> list[ItemForm]:
    """A form for each item of a session, in the order of playing.

    Args:
        notes: as `load_notes` gives them.
        data: what was sent; None for a form to be filled in.
    """
    return [
        ItemForm(data, prefix=f"muc-{number}", item=item, noted=notes.get(item.entry_key, []))
        for number, item in enumerate(session.items)
    ]


def _fill(targets: tuple[str, ...], noted: list[PlayRecord], item: PlannedItem) -> dict[str, Any]:
    """What was noted; before that, that all went well, for whatever could be played."""
    if noted:
        reason = next((record.reason for record in noted if record.reason), "")
        return {"played_at": [record.cluster_name for record in noted if record.was_played], "reason": reason}
    return {"played_at": list(targets) if item.obstacle is None else [], "reason": ""}
