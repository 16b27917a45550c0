"""A newsroom in processes of its own whose worker makes the package of a session, and is killed while it does.

`python -m tests.integration.cms_packages.package_worker STEP [ARGUMENT]`, with `VAR_DIR` and `DJANGO_SETTINGS_MODULE`
set:

* `prepare FILE`: tables, two recordings that are made, a package of them whose job waits;
* `work [POINT]`: the worker, until nothing is due; at a point of `POINTS` it kills itself (-9).
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import django

from tests.integration.cms_media.media_worker import interrupt, kill_this_process

POINTS = {
    "the job is taken": ("cms.media.jobs", "find_asset", 1),
    "the pieces are joined": ("media_pipeline.ffmpeg.run", "kill_after", 1),
    "the session is encoded": ("media_pipeline.ffmpeg.run", "kill_after", 3),
    "the sound of the session is kept": ("media_pipeline.storage.folder", "FolderStore.put_rendition", 1),
    "the run sheet is printed": ("media_pipeline.packing.run_sheet", "build_run_sheet", 1),
    "the ZIP is written": ("media_pipeline.steps.packages", "write_archive", 1),
    "the ZIP is kept": ("media_pipeline.storage.folder", "FolderStore.put_rendition", 2),
    "the record is about to be written": ("media_pipeline.storage.folder", "FolderStore.save_record", 1),
    "the package is made, the job does not say so": ("cms.jobs.runner", "write_held", 1),
}
"""Point → module, name in it, and at which call of it the process ends."""


def prepare(source: str) -> None:
    """A ward, its recordings, its package."""
    from django.core.files import File
    from django.core.management import call_command
    from wagtail.models import Collection

    from cms.broadcasts.schedule.clock import WARD_ZONE
    from cms.media.models import MediaAsset
    from cms.packages.models import SessionPackage, SessionPiece
    from cms.packages.naming import name_package

    call_command("migrate", run_syncdb=True, verbosity=0)
    Collection.add_root(name="Root")
    recordings = []
    for title in ("Phòng cháy mùa khô", "Đăng ký tạm trú"):
        with Path(source).open("rb") as file:
            recordings.append(MediaAsset.objects.create(title=title, type="audio", file=File(file, name="tin.wav")))
    work("")
    starts_at = datetime(2040, 1, 2, 5, 30, tzinfo=WARD_ZONE)
    package = SessionPackage.objects.create(
        title="Phiên 05:30", starts_at=starts_at, asset_name=name_package(starts_at), station="Phường Hải An"
    )
    for number, recording in enumerate(recordings):
        SessionPiece.objects.create(
            package=package,
            sort_order=number,
            title=recording.title,
            asset=recording,
            broadcast_class="normal",
            author="Nguyễn Thị Mai",
            approver="Trần Văn Hùng",
            approved=date(2040, 1, 1),
        )
    package.save()


def work(point: str) -> None:
    """The worker."""
    from django.core.management import call_command

    if point:
        interrupt(*POINTS[point], kill_this_process)
    call_command("run_worker", "--batch", "--queue", "media")


STEPS = {"prepare": prepare, "work": work}

if __name__ == "__main__":
    django.setup()
    step, *argument = sys.argv[1:]
    STEPS[step](*argument or [""])
