"""Forms of the page on which captions are reviewed: a row for each cue, and a file to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.core.files.base import File
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.media.captions_draft import DraftCue
from cms.media.timecode import TimecodeField, format_exact_timecode
from media_pipeline.domain.caption_layout import PLAYER_LIMITS, break_lines
from media_pipeline.domain.text_files import decode_text
from media_pipeline.domain.webvtt import normalise_cue_text, parse_captions
from media_pipeline.errors import MediaRejected

MAX_IMPORT_BYTES = 2_000_000
"""Captions of three hours take a tenth of it."""
MAX_CUES = 2_400
"""Rows of one form: a cue every five seconds of more than three hours; Django takes 10,000 fields."""
LATEST_END_MS = 1_000
"""A cue may end so much after the recording: editors and programs round."""


class CueTimeField(TimecodeField):
    """A time to the millisecond."""

    def prepare_value(self, value: Any) -> Any:
        """As it is written: `1:05.200`."""
        return format_exact_timecode(value) if isinstance(value, int) else value


class CueForm(forms.Form):
    """One cue."""

    start = CueTimeField(label=_("Start"), widget=forms.TextInput(attrs={"class": "cue-time", "autocomplete": "off"}))
    end = CueTimeField(label=_("End"), widget=forms.TextInput(attrs={"class": "cue-time", "autocomplete": "off"}))
    text = forms.CharField(label=_("What is said"), widget=forms.Textarea(attrs={"rows": 2, "class": "cue-text"}))
    is_doubtful = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """One or two lines that fit; broken anew when they do not."""
        text = normalise_cue_text(self.cleaned_data["text"].replace("\r\n", "\n"))
        lines = text.split("\n")
        if len(lines) <= 2 and max(map(len, lines)) <= PLAYER_LIMITS.line_width:
            return text
        laid_out = break_lines(text.split())
        if laid_out is None:
            raise forms.ValidationError(
                gettext("Too long for two lines of %(width)d characters: make two cues of it.")
                % {"width": PLAYER_LIMITS.line_width}
            )
        return laid_out

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        cleaned = super().clean() or {}
        start_ms, end_ms = cleaned.get("start"), cleaned.get("end")
        if start_ms is not None and end_ms is not None and end_ms <= start_ms:
            self.add_error("end", gettext("The end must come after the start."))
        return cleaned


class BaseCueFormSet(forms.BaseFormSet):
    """All cues of a recording."""

    duration_ms: int | None = None
    """Of the recording; `None` while it is not known."""

    def clean(self) -> None:
        """In the order of time the cues do not overlap, and none lies behind the end of the recording."""
        if any(self.errors):
            return
        forms_in_order = self._sort()
        for before, after in pairwise(forms_in_order):
            if after.cleaned_data["start"] < before.cleaned_data["end"]:
                end = format_exact_timecode(before.cleaned_data["end"])
                after.add_error("start", gettext("The cue before ends at %(end)s only.") % {"end": end})
        for form in forms_in_order:
            if self.duration_ms is not None and form.cleaned_data["end"] > self.duration_ms + LATEST_END_MS:
                end = format_exact_timecode(self.duration_ms)
                form.add_error("end", gettext("The recording ends at %(end)s already.") % {"end": end})

    def is_valid(self) -> bool:
        """Whether no row has an error; those of `clean` are added to the rows after Django has counted."""
        return super().is_valid() and not any(form.errors for form in self.forms)

    def list_cues(self) -> list[DraftCue]:
        """The cues in the order of time; the form is valid."""
        names = {"start": "start_ms", "end": "end_ms", "text": "text", "is_doubtful": "is_doubtful"}
        return [DraftCue(**{names[key]: form.cleaned_data[key] for key in names}) for form in self._sort()]

    def _sort(self) -> list[forms.Form]:
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return sorted(kept, key=lambda form: form.cleaned_data["start"])


_CueFormSet = forms.formset_factory(
    CueForm, formset=BaseCueFormSet, extra=1, can_delete=True, max_num=MAX_CUES, absolute_max=MAX_CUES
)


def build_formset(
    cues: Sequence[DraftCue], data: QueryDict | None = None, *, duration_ms: int | None = None
) -> BaseCueFormSet:
    """A row for each cue and one more; or what a browser sent."""
    initial = [
        {"start": cue.start_ms, "end": cue.end_ms, "text": cue.text, "is_doubtful": cue.is_doubtful} for cue in cues
    ]
    formset = cast(BaseCueFormSet, _CueFormSet(data, initial=initial, prefix="cue"))
    formset.duration_ms = duration_ms
    return formset


class CaptionsImportForm(forms.Form):
    """A file with captions, or with what is said."""

    file = forms.FileField(
        label=_("Captions or transcript"),
        help_text=_("WebVTT or SRT with times, or plain text with what is said, word for word."),
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.txt"}),
    )

    def clean_file(self) -> File:
        """The text is read, and its cues when it has times."""
        file: File = self.cleaned_data["file"]
        if file.size > MAX_IMPORT_BYTES:
            raise forms.ValidationError(gettext("This file is too large for captions or a transcript."))
        try:
            self.text = decode_text(file.read(), str(file.name))
            self.cues = parse_captions(self.text) if "-->" in self.text else ()
        except MediaRejected as error:
            raise forms.ValidationError(str(error)) from error
        if not any(character.isalpha() for character in self.text):
            raise forms.ValidationError(gettext("There is no text in this file."))
        return file
