"""From a build to the place where residents read it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from cms.jobs.models import Job, JobState
from cms.jobs.runner import MAX_ATTEMPTS, run_ready_jobs
from cms.publishing.deployment import DEPLOY_SITE, request_deployment
from cms.publishing.publisher.build import get_build_cache
from site_builder.building.lock import hold_build_lock
from site_builder.building.places import build_state_dir
from tests.integration.publishing.newsroom import bring_to_site, make_topic

pytestmark = pytest.mark.django_db


def write_site(output: Path) -> None:
    output.mkdir(exist_ok=True)
    (output / "index.html").write_text("<!doctype html><title>Tiếng Luật</title>")


def test_a_build_is_brought_to_the_target(settings, tmp_path: Path) -> None:
    settings.DEPLOY_TO = str(tmp_path / "www")
    write_site(settings.SITE_OUTPUT_DIR)
    make_topic()
    bring_to_site()
    assert (tmp_path / "www" / "index.html").read_bytes() == (settings.SITE_OUTPUT_DIR / "index.html").read_bytes()
    assert Job.objects.get(kind=DEPLOY_SITE).state == JobState.SUCCESSFUL


def test_what_a_build_is_still_putting_in_place_is_waited_for(settings, tmp_path: Path) -> None:
    settings.DEPLOY_TO = str(tmp_path / "www")
    write_site(settings.SITE_OUTPUT_DIR)
    request_deployment()

    def end_build() -> None:
        time.sleep(2)
        (settings.SITE_OUTPUT_DIR / "last.html").write_text("<!doctype html><title>Cuối</title>")
        build.__exit__(None, None, None)

    build = hold_build_lock(build_state_dir(get_build_cache(), settings.SITE_OUTPUT_DIR))
    build.__enter__()
    ending = threading.Thread(target=end_build)
    ending.start()
    run_ready_jobs()
    ending.join()
    assert (tmp_path / "www" / "last.html").is_file()


def test_without_a_target_nothing_is_deployed(settings) -> None:
    settings.DEPLOY_TO = ""
    make_topic()
    bring_to_site()
    assert not Job.objects.filter(kind=DEPLOY_SITE).exists()


def test_a_target_that_refuses_is_tried_again_and_says_why(settings, tmp_path: Path) -> None:
    settings.DEPLOY_TO = str(tmp_path / "www")
    request_deployment()  # nothing is built yet
    run_ready_jobs()
    job = Job.objects.get(kind=DEPLOY_SITE)
    assert (job.state, job.attempts) == (JobState.READY, 1)
    assert job.attempts < MAX_ATTEMPTS
    assert str(settings.SITE_OUTPUT_DIR) in job.error
