"""Captions and the transcript of a recording or a video.

Captions come from the side file that an editor checked, else from the built-in voice's own timing. A recording of a
person that has a script but no captions gets its transcript alone: captions at guessed times would be worse than none.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from media_pipeline.domain.caption_layout import build_cues
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.domain.webvtt import Cue, cut_cues, format_time, format_transcript, format_webvtt, parse_captions
from media_pipeline.errors import CutError
from media_pipeline.manifest import MediaKind, Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.steps.preparation import describe_preparation, find_cut
from media_pipeline.steps.step import MadeFile, StepContext, make_once

VERSION = 2
"""To be raised when the layout of cues changes, so that captions are laid out again."""
LATEST_START_MS = 1_000
"""A cue may start that much after the end of the recording: players and editors round."""


def make_captions(context: StepContext) -> Sequence[Rendition]:
    """Captions as WebVTT and the transcript as plain text, as far as there is something to make them of.

    Raises:
        MediaRejected: the captions cannot be read, or belong to a longer recording.
    """
    script, captions = context.script, context.captions
    is_spoken = context.manifest.speech is not None and captions is None
    if not is_spoken and captions is None and not (script or "").strip():
        return ()
    ingredients: dict[str, Ingredient] = {
        "step": "captions",
        "version": VERSION,
        "origin": context.origin.fingerprint,
        "script": _hash(script),
        "captions": _hash(captions),
        "language": context.manifest.language,
        **(describe_preparation() if context.manifest.kind is MediaKind.AUDIO else {}),
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        cues = _build_spoken_cues(context) if is_spoken else _read_cues(context, captions)
        cues = _follow_cut(context, cues)
        files = [_write_captions(context, folder, cues)] if cues else []
        return [*files, _write_transcript(context, folder, script or format_transcript(cues))]

    return make_once(context, ingredients, make)


def build_spoken_cues(timings: SpeechTimings) -> tuple[Cue, ...]:
    """Cues of what the built-in voice says; none is shown after the recording has ended."""
    cues = build_cues([word for sentence in timings.sentences for word in sentence.words])
    return tuple(
        replace(cue, end_ms=min(cue.end_ms, timings.duration_ms)) for cue in cues if cue.start_ms < timings.duration_ms
    )


def _build_spoken_cues(context: StepContext) -> tuple[Cue, ...]:
    timings = context.origin.open().timings
    return () if timings is None else build_spoken_cues(timings)


def _read_cues(context: StepContext, captions: str | None) -> tuple[Cue, ...]:
    if captions is None:
        return ()
    cues = parse_captions(captions)
    duration_ms = context.origin.open().probe.duration_ms
    if duration_ms is not None and cues[-1].start_ms > duration_ms + LATEST_START_MS:
        raise CutError(
            _("The captions go on until %(last)s, but the recording ends at %(end)s: they belong to another file.")
            % {"last": format_time(cues[-1].start_ms), "end": format_time(duration_ms)}
        )
    return cues


def _follow_cut(context: StepContext, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The cues counted from the start of the finished files, which leave out the silence before the first sound."""
    if context.manifest.kind is not MediaKind.AUDIO or not cues:
        return cues
    cut = find_cut(context)
    if cut is None or cut.start_ms == 0:
        return cues
    return cut_cues(cues, cut.start_ms, cut.end_ms + LATEST_START_MS, shortest_ms=1)


def _write_captions(context: StepContext, folder: Path, cues: Sequence[Cue]) -> MadeFile:
    path = folder / f"{context.manifest.name}.{context.manifest.language.lower()}.vtt"
    path.write_text(format_webvtt(cues), encoding="utf-8", newline="\n")
    return MadeFile(path, RenditionRole.CAPTIONS, "captions-webvtt", "text/vtt")


def _write_transcript(context: StepContext, folder: Path, text: str) -> MadeFile:
    path = folder / f"{context.manifest.name}.txt"
    path.write_text(unicodedata.normalize("NFC", text).strip() + "\n", encoding="utf-8", newline="\n")
    return MadeFile(path, RenditionRole.TRANSCRIPT, "transcript-text", "text/plain")


def _hash(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()
