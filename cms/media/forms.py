"""Forms of the media library: a file is probed before it is accepted, and refused in one Vietnamese sentence.

What the editor has typed stays in the form; the asset and the files it already had are untouched until a form is valid.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from cms.accounts.models import User
from cms.media import pipeline, uploads
from cms.media.captions import CaptionsError, check_captions
from cms.media.chapters import ChaptersField, find_beyond
from cms.media.errors import UploadRefusedError
from cms.media.models import MIN_CLIP_MS, Clip, MediaAsset, ResumableUpload
from cms.media.timecode import TimecodeField, format_timecode


class ProbedFileForm(forms.ModelForm):
    """A form whose field `file` is probed when a new file was chosen.

    It is probed after the model's own checks: a suffix that is not taken needs no look inside, and a file that was
    refused is not also missing.
    """

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc] # the stubs leave it out
        file: File | None = self.cleaned_data.get("file")
        if file is None or "file" in self.errors or "file" not in self.changed_data:
            return
        try:
            pipeline.check_upload(file, self.instance.asset_kind)
        except UploadRefusedError as error:
            self.add_error("file", str(error))


class ImageForm(ProbedFileForm, BaseImageForm):
    """An image; the text for those who cannot see it is asked for at once."""

    class Meta(BaseImageForm.Meta):
        widgets = {**BaseImageForm.Meta.widgets, "alt": forms.Textarea(attrs={"rows": 2})}


class DownloadForm(ProbedFileForm, BaseDocumentForm):
    """A file for residents to download."""


class MediaAssetForm(ProbedFileForm, BaseMediaForm):
    """A recording or a video, or a script for the built-in voice."""

    class Meta(BaseMediaForm.Meta):
        widgets = {
            **BaseMediaForm.Meta.widgets,
            "script": forms.Textarea(attrs={"rows": 8}),
            "captions": forms.Textarea(attrs={"rows": 4, "class": "captions"}),
        }

    chapters = ChaptersField(
        label=MediaAsset._meta.get_field("chapters").verbose_name,
        help_text=MediaAsset._meta.get_field("chapters").help_text,
    )
    upload_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """Of a file that came piece by piece, before the form did."""

    def __init__(self, data: Any = None, files: Any = None, *args: Any, **kwargs: Any) -> None:
        is_plain = data is None or bool(files and files.get("file"))
        self.upload = None if is_plain else _find_upload(data, kwargs.get("user"))
        if self.upload is not None:
            files = {"file": uploads.ResumedFile(self.upload)}
        super().__init__(data, files, *args, **kwargs)
        unwanted = ("speech_rate_wpm", "chapters") if self.instance.type == "video" else ("alt",)
        for name in unwanted:
            self.fields.pop(name, None)
        if self.instance.type == "video" and "file" in self.fields:
            self.fields["file"].help_text = _("A video file; it is made smaller for phones by itself.")

    def save(self, commit: bool = True) -> Any:
        """Keep the asset; a file that came piece by piece is its own now."""
        asset = super().save(commit)
        if self.upload is not None and commit:
            uploads.remove_upload(self.upload)
        return asset

    def clean_captions(self) -> str:
        """Captions that a player can read."""
        captions: str = self.cleaned_data["captions"]
        try:
            return check_captions(captions)
        except CaptionsError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Chapters lie within the recording, as far as its length is known."""
        cleaned: dict[str, Any] = super().clean() or {}
        end_ms = None if {"file", "script", "speech_rate_wpm"} & set(self.changed_data) else self._find_end_ms()
        beyond = find_beyond(cleaned.get("chapters") or [], end_ms) if end_ms is not None else None
        if beyond is not None and end_ms is not None:
            values = {"title": beyond["title"], "end": format_timecode(end_ms)}
            self.add_error("chapters", _("“%(title)s” begins after the recording has ended (%(end)s).") % values)
        return cleaned

    def _find_end_ms(self) -> int | None:
        """Where the last sound of the file is, counted from its start; `None` before its files are made."""
        record = pipeline.load_record(self.instance.asset_name) if self.instance.asset_name else None
        if record is None or record.duration_ms is None:
            return None
        return record.duration_ms + max((made.source_start_ms or 0 for made in record.renditions), default=0)


def _find_upload(data: Any, user: User | None) -> ResumableUpload | None:
    try:
        return None if user is None else uploads.find_finished(UUID(data.get("upload_id", "")), user)
    except ValueError:
        return None


class ClipForm(forms.Form):
    """«Tạo clip dọc»: a start and an end on the recording's page."""

    title = forms.CharField(label=_("Title of the clip"), max_length=200)
    start = TimecodeField(label=_("Start"), help_text=_("Minutes and seconds, e.g. 0:12."))
    end = TimecodeField(label=_("End"), help_text=_("3 to 90 seconds after the start, at the end of a sentence."))

    def __init__(self, *args: Any, source: MediaAsset, duration_ms: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.duration_ms = source, duration_ms

    def clean(self) -> dict[str, Any]:
        """The cut lies within the recording and has a length that social networks take."""
        cleaned = super().clean() or {}
        start_ms, end_ms = cleaned.get("start"), cleaned.get("end")
        if start_ms is None or end_ms is None:
            return cleaned
        if self.duration_ms is not None and end_ms > self.duration_ms:
            self.add_error("end", _("The recording is shorter than that."))
            return cleaned
        if end_ms - start_ms < MIN_CLIP_MS:
            self.add_error("end", _("A clip is 3 to 90 seconds long; the end comes after the start."))
            return cleaned
        self.clip = Clip(title=cleaned["title"], source=self.source, start_ms=start_ms, end_ms=end_ms)
        self.clip.is_sample = self.source.is_sample
        self.clip.clean()
        return cleaned

    def save(self) -> Clip:
        """Keep the clip; its job is enqueued with it."""
        self.clip.save()
        return self.clip
