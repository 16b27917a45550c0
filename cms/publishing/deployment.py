"""From the built site to where residents read it, when that is not this machine's own folder (`DEPLOY_TO`).

A job of its own: a bucket that cannot be reached for a while delays no build, and the job is tried again. It compares
states, so one run brings everything that earlier ones could not.
"""

from __future__ import annotations

import json
import subprocess
import sys

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.jobs.runner import JobContext, enqueue, register
from cms.publishing.errors import DeployFailedError
from cms.publishing.publisher.build import get_build_cache
from cms.settings.environment import build_child_environment

DEPLOY_SITE = "deploy-site"


def request_deployment() -> None:
    """Ask for a deployment in the caller's transaction; without a target there is nothing to do."""
    if settings.DEPLOY_TO:
        enqueue(DEPLOY_SITE, settings.DEPLOY_TO)


@register(DEPLOY_SITE)
def deploy_site(job: JobContext) -> None:
    """Bring the target to the state of the output folder.

    Raises:
        DeployFailedError: with the builder's own sentence; what was there is still served.
    """
    job.report(5, _("Uploading the site"))
    process = subprocess.run(
        _list_arguments(job.target),
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        env=build_child_environment(TIENG_LUAT_LANGUAGE=get_language() or settings.LANGUAGE_CODE),
        check=False,
    )
    if process.returncode:
        raise DeployFailedError(_read_sentence(process.stdout, process.stderr))


def _list_arguments(target: str) -> list[str]:
    arguments = [sys.executable, "-m", "site_builder", "deploy", "--output", str(settings.SITE_OUTPUT_DIR)]
    arguments += ["--cache", str(get_build_cache()), "--to", target, "--json"]
    if settings.MEDIA_STORE_ENDPOINT_URL:
        arguments += ["--endpoint-url", settings.MEDIA_STORE_ENDPOINT_URL]
    return arguments


def _read_sentence(stdout: str, stderr: str) -> str:
    try:
        return " ".join(str(problem["message"]) for problem in json.loads(stdout)["problems"])
    except (ValueError, KeyError, TypeError):
        last_line = next((line for line in reversed(stderr.splitlines()) if line.strip()), "")
        return last_line or _("The site builder ended without a word.")
