"""A newsroom in processes of its own, for tests that kill its worker or cancel its job.

`python -m tests.integration.cms_media.media_worker STEP [ARGUMENT]`, with `VAR_DIR` and `DJANGO_SETTINGS_MODULE` set:

* `prepare SOURCE`: tables, an officer, a recording of that file, whose job waits;
* `work [POINT]`: the worker, until nothing is due; at a point of `POINTS` it kills itself (-9), its ffmpeg running if
  it has one there; at `HOLD` its first ffmpeg stands still for ever, which the line `held` says;
* `cancel`, `again`: what the buttons on the recording's page do;
* `show`: what the page says of its files.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

POINTS = {
    "the job is about to be taken": ("cms.jobs.runner", "claim", 1),
    "the job is taken": ("cms.media.jobs", "find_asset", 1),
    "ffmpeg measures": ("media_pipeline.ffmpeg.run", "kill_after", 1),
    "ffmpeg encodes": ("media_pipeline.ffmpeg.run", "kill_after", 4),
    "some files are kept": ("media_pipeline.storage.folder", "FolderStore.put_rendition", 3),
    "the record is about to be written": ("media_pipeline.storage.folder", "FolderStore.save_record", 1),
    "the files are made, the job does not say so": ("cms.jobs.runner", "write_held", 1),
}
"""Point → module, name in it, and at which call of it the process ends."""
HOLD = "hold"
FAIL = "fail"
"""At this point, once the source is measured, ffmpeg is given an option that there is not."""
OFFICER = "lan"


def main(step: str, argument: str = "") -> None:
    """Do one step."""
    django.setup()
    STEPS[step](argument)


def prepare(source: str) -> None:
    from django.core.files import File
    from django.core.management import call_command
    from wagtail.models import Collection

    from cms.accounts.models import User
    from cms.media.models import MediaAsset

    call_command("migrate", run_syncdb=True, verbosity=0)
    Collection.add_root(name="Root")
    User.objects.create_superuser(OFFICER, "lan@example.vn", "mat-khau-cua-lan", first_name="Lan", last_name="Trần")
    with Path(source).open("rb") as file:
        MediaAsset.objects.create(title="Bản tin", type="audio", file=File(file, name="ban-tin.wav"))


def work(point: str) -> None:
    from django.core.management import call_command

    if point == HOLD:
        interrupt("media_pipeline.ffmpeg.run", "kill_after", 1, stand_still)
    elif point == FAIL:
        interrupt("media_pipeline.ffmpeg.run", "kill_after", 3, give_ffmpeg_an_unknown_option)
    elif point:
        interrupt(*POINTS[point], kill_this_process)
    call_command("run_worker", "--batch", "--queue", "media")


def interrupt(module: str, name: str, call: int, action: Callable[..., None]) -> None:
    """Do something in front of that call of a function or method."""
    __import__(module)
    place: Any = sys.modules[module]
    *path, last = name.split(".")
    for part in path:
        place = getattr(place, part)
    function: Callable[..., Any] = getattr(place, last)
    calls = iter(range(1, 1000))

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == call:
            action(*args)
        return function(*args, **kwargs)

    setattr(place, last, wrapped)


def kill_this_process(*args: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stand_still(process: Any, *args: Any) -> None:
    os.kill(process.pid, signal.SIGSTOP)
    print("held", process.pid, flush=True)


def give_ffmpeg_an_unknown_option(*args: Any) -> None:
    from media_pipeline.ffmpeg import run

    run.GLOBAL_OPTIONS = (*run.GLOBAL_OPTIONS, "-no_such_option", "1")


def cancel(_argument: str) -> None:
    from django.urls import reverse

    log_in().post(reverse("media_cancel", args=("mediaasset", 1)))


def do_again(_argument: str) -> None:
    from django.urls import reverse

    log_in().post(reverse("media_retry", args=("mediaasset", 1)))


def log_in() -> Any:
    from django.test import Client

    from cms.accounts.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def show(_argument: str) -> None:
    from django.urls import reverse

    print(log_in().get(reverse("media_status", args=("mediaasset", 1))).content.decode())


STEPS: dict[str, Callable[[str], None]] = {
    "prepare": prepare,
    "work": work,
    "cancel": cancel,
    "again": do_again,
    "show": show,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
