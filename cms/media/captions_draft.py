"""Captions before an editor has confirmed them: drafted by a job from the script, imported, corrected, confirmed.

What is not confirmed is never published. A confirmed draft becomes the recording's captions, and its files are made
again with them; the draft is gone then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cms.jobs.models import Job, JobState
from cms.jobs.registry import MEDIA_QUEUE
from cms.jobs.runner import JobContext, cancel, enqueue, register
from cms.media import pipeline
from cms.media.asset import Asset, find_asset
from cms.media.errors import CaptionsConflictError, UnusableSourceError
from cms.media.models import CaptionsDraft, MediaAsset
from media_pipeline.domain.webvtt import Cue, format_webvtt, parse_captions
from media_pipeline.errors import MediaRejected

if TYPE_CHECKING:
    from cms.accounts.models import User

ALIGN_CAPTIONS = "align-captions"


@dataclass(frozen=True, slots=True)
class DraftCue:
    """One caption of a draft."""

    start_ms: int
    end_ms: int
    text: str
    is_doubtful: bool = False
    """Whether its time is a guess: something else may be said there."""


@dataclass(frozen=True, slots=True)
class CaptionsState:
    """What there is to review."""

    cues: tuple[DraftCue, ...]
    is_draft: bool
    """Whether they wait for an editor; otherwise they are the published ones, or there are none."""
    is_outdated: bool
    """Whether the file, the script or the captions were changed since the draft was made."""
    note: str
    version: str
    """Changes whenever somebody saves."""


def request_alignment(asset: Asset) -> None:
    """Enqueue the drafting of captions for a recording or video with a script that has none yet."""
    if isinstance(asset, MediaAsset) and not asset.captions.strip() and _can_be_aligned(asset):
        enqueue(ALIGN_CAPTIONS, asset.asset_name)


def _can_be_aligned(asset: MediaAsset) -> bool:
    """Whether there are a file and a script, and no draft for just these or from a person's hand."""
    if not asset.source_sha256 or not asset.script.strip():
        return False
    draft = CaptionsDraft.objects.filter(asset=asset).first()
    return draft is None or not (draft.is_edited or draft.fingerprint == compute_fingerprint(asset))


def is_being_aligned(asset: MediaAsset) -> bool:
    """Whether a draft is on its way."""
    waiting = (JobState.READY, JobState.RUNNING)
    return Job.objects.filter(kind=ALIGN_CAPTIONS, target=asset.asset_name, state__in=waiting).exists()


def cancel_alignment(asset: MediaAsset, user: User) -> bool:
    """Stop the drafting of captions, whether it waits or runs; false when there was nothing to stop."""
    return bool(cancel(ALIGN_CAPTIONS, asset.asset_name, user))


@register(ALIGN_CAPTIONS, queue=MEDIA_QUEUE, never_retry=())
def align_captions(job: JobContext) -> None:
    """Draft the captions of the recording that the job names; a script that does not fit leaves a note, no cues."""
    asset = find_asset(job.target)
    if not isinstance(asset, MediaAsset) or not _can_be_aligned(asset):
        return
    fingerprint = compute_fingerprint(asset)
    try:
        with pipeline.stopped_with(job):
            aligned = pipeline.align_script(asset, report=job.report)
    except UnusableSourceError as error:
        _keep_drafted(asset, fingerprint, (), str(error))
        return
    cues = [DraftCue(one.cue.start_ms, one.cue.end_ms, one.cue.text, one.is_doubtful) for one in aligned]
    _keep_drafted(asset, fingerprint, cues, _describe_doubts(cues))


def load_state(asset: MediaAsset) -> CaptionsState:
    """The draft, or else the captions as they are published."""
    draft = CaptionsDraft.objects.filter(asset=asset).first()
    version = _compute_version(asset, draft)
    is_outdated = draft is not None and draft.fingerprint != compute_fingerprint(asset)
    if draft is not None and (draft.is_edited or not is_outdated):
        cues = tuple(DraftCue(**values) for values in draft.cues)
        return CaptionsState(cues, bool(cues), is_outdated, draft.note, version)
    try:
        published = parse_captions(asset.captions) if asset.captions.strip() else ()
    except MediaRejected as error:
        return CaptionsState((), False, False, str(error), version)
    return CaptionsState(as_draft_cues(published), False, False, "", version)


def as_draft_cues(cues: Iterable[Cue]) -> tuple[DraftCue, ...]:
    """Captions from elsewhere."""
    return tuple(DraftCue(cue.start_ms, cue.end_ms, cue.text) for cue in cues)


@transaction.atomic
def save_draft(asset: MediaAsset, cues: Sequence[DraftCue], *, version: str | None) -> None:
    """Keep what an editor has so far. A doubtful cue that she has changed is none any more.

    Args:
        version: what she began with; `None` replaces whatever there is.

    Raises:
        CaptionsConflictError: somebody else has saved meanwhile.
    """
    asset = _lock(asset, version)
    known = load_state(asset).cues
    kept = [asdict(replace(cue, is_doubtful=cue.is_doubtful and cue in known)) for cue in cues]
    values = {"cues": kept, "note": "", "is_edited": True}
    CaptionsDraft.objects.update_or_create(asset=asset, defaults={**values, "fingerprint": compute_fingerprint(asset)})


@transaction.atomic
def confirm(asset: MediaAsset, cues: Sequence[DraftCue], *, version: str) -> None:
    """Make these the recording's captions; its files are made again with them.

    Raises:
        CaptionsConflictError: somebody else has saved meanwhile.
    """
    asset = _lock(asset, version)
    asset.captions = format_webvtt([Cue(cue.start_ms, cue.end_ms, cue.text) for cue in cues])
    asset.save()
    CaptionsDraft.objects.filter(asset=asset).delete()


@transaction.atomic
def align_anew(asset: MediaAsset) -> None:
    """Drop the draft and draft again from the script, if there is one, also when there are captions."""
    CaptionsDraft.objects.filter(asset=asset).delete()
    if _can_be_aligned(asset):
        enqueue(ALIGN_CAPTIONS, asset.asset_name)


def compute_fingerprint(asset: MediaAsset) -> str:
    """Hash of what a draft is made for."""
    return _hash([asset.source_sha256, asset.script, asset.captions])


@transaction.atomic
def _keep_drafted(asset: MediaAsset, fingerprint: str, cues: Sequence[DraftCue], note: str) -> None:
    """Keep what the job has made, unless a person was at it meanwhile."""
    if CaptionsDraft.objects.filter(asset=asset, is_edited=True).exists():
        return
    CaptionsDraft.objects.update_or_create(
        asset=asset, defaults={"cues": [asdict(cue) for cue in cues], "note": note, "fingerprint": fingerprint}
    )


def _describe_doubts(cues: Sequence[DraftCue]) -> str:
    doubtful_count = sum(cue.is_doubtful for cue in cues)
    if not doubtful_count:
        return ""
    if doubtful_count > len(cues) / 2:
        return _("The script seems to be that of another recording: most of it is not heard here. Check the script.")
    return _("Listen again to the cues marked “to check”: something else may be said there.")


def _lock(asset: MediaAsset, version: str | None) -> MediaAsset:
    """The recording as it is now, held until the end of the transaction."""
    current = MediaAsset.objects.select_for_update().get(pk=asset.pk)
    draft = CaptionsDraft.objects.filter(asset=current).first()
    if version is not None and version != _compute_version(current, draft):
        raise CaptionsConflictError(
            _("Somebody else has saved these captions meanwhile. Yours are still below: compare them, then save again.")
        )
    return current


def _compute_version(asset: MediaAsset, draft: CaptionsDraft | None) -> str:
    return _hash([compute_fingerprint(asset), draft and draft.cues, draft and draft.fingerprint])


def _hash(values: object) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
