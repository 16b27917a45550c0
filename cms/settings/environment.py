"""The one module that reads the environment, so that every variable of the CMS is listed in one place.

`base.py` takes the values from `ENVIRONMENT`; nothing else looks at `os.environ`. Relative paths start at the project's
root, so that commands work from any folder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.settings.speech import SpeechVariables, read_speech

BASE_DIR = Path(__file__).resolve().parent.parent.parent

INSECURE_SECRET_KEY = "insecure-key-for-development-and-tests-only"  # noqa: S105
"""What development and tests sign with; production refuses it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Every variable the CMS knows, each with the default of a small offline machine."""

    secret_key: str
    """`SECRET_KEY`: signs sessions and preview tokens. Production: at least 50 random characters."""
    allowed_hosts: tuple[str, ...]
    """`ALLOWED_HOSTS`: host names of the CMS, separated by commas."""
    database_url: str
    """`DATABASE_URL`: `postgres://user:password@host/name`; empty means SQLite in `VAR_DIR`."""
    cms_base_url: str
    """`CMS_BASE_URL`: address of the CMS without a trailing slash, used in e-mails."""
    site_base_url: str
    """`SITE_BASE_URL`: address of the public site without a trailing slash."""
    var_dir: Path
    """`VAR_DIR`: everything the machine keeps that is not in Git (database, uploads, media store)."""
    content_dir: Path
    """`CONTENT_DIR`: the site's documents."""
    site_output_dir: Path
    """`SITE_OUTPUT_DIR`: the built site."""
    theme_dir: Path
    """`THEME_DIR`: the theme of the site."""
    media_store: str
    """`MEDIA_STORE`: a folder, or `s3://bucket/prefix`; empty means `VAR_DIR/media-store`."""
    max_upload_mb: int
    """`MAX_UPLOAD_MB`: the largest recording, video or picture that is taken; 0 means the pipeline's own limit."""
    max_media_minutes: int
    """`MAX_MEDIA_MINUTES`: the longest recording or video that is taken; 0 means the pipeline's own limit."""
    max_media_memory_mb: int
    """`MAX_MEDIA_MEMORY_MB`: address space of each process that converts media; 0 means the pipeline's own limit."""
    upload_bucket: str
    """`UPLOAD_BUCKET`: S3 bucket of editors' uploads; empty means `VAR_DIR/media`."""
    s3_endpoint_url: str
    """`S3_ENDPOINT_URL`: of an S3-compatible store that is not Amazon's. Keys are boto3's own `AWS_*` variables."""
    deploy_to: str
    """`DEPLOY_TO`: where each build is copied to, a folder or `s3://bucket/prefix`; empty: nowhere."""
    speech: SpeechVariables
    """`SPEECH_…`: who reads scripts aloud, and how; each is explained in `speech.py`."""
    may_approve_own_text: bool
    """`ADMINISTRATOR_MAY_APPROVE_OWN_TEXT=1`: an administrator who works alone may approve what she wrote; the
    approval says so. Otherwise nobody can."""
    email_host: str
    """`EMAIL_HOST`: SMTP server for notices; empty means they are written to the log."""
    is_behind_https_proxy: bool
    """`HTTPS_PROXY_HEADER=1`: trust `X-Forwarded-Proto` of the reverse proxy in front."""


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Parse the variables once, at the edge."""

    def read_path(name: str, default: str | Path) -> Path:
        return BASE_DIR / (variables.get(name) or default)

    var_dir = read_path("VAR_DIR", "var")
    hosts = (host.strip() for host in variables.get("ALLOWED_HOSTS", "").split(","))
    return Environment(
        secret_key=variables.get("SECRET_KEY", ""),
        allowed_hosts=tuple(host for host in hosts if host),
        database_url=variables.get("DATABASE_URL", ""),
        cms_base_url=variables.get("CMS_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        site_base_url=variables.get("SITE_BASE_URL", "http://127.0.0.1:8080").rstrip("/"),
        var_dir=var_dir,
        content_dir=read_path("CONTENT_DIR", "content"),
        site_output_dir=read_path("SITE_OUTPUT_DIR", "output"),
        theme_dir=read_path("THEME_DIR", "themes/tieng_luat"),
        media_store=variables.get("MEDIA_STORE") or str(var_dir / "media-store"),
        max_upload_mb=int(variables.get("MAX_UPLOAD_MB") or 0),
        max_media_minutes=int(variables.get("MAX_MEDIA_MINUTES") or 0),
        max_media_memory_mb=int(variables.get("MAX_MEDIA_MEMORY_MB") or 0),
        upload_bucket=variables.get("UPLOAD_BUCKET", ""),
        s3_endpoint_url=variables.get("S3_ENDPOINT_URL", ""),
        deploy_to=variables.get("DEPLOY_TO", ""),
        speech=read_speech(variables),
        may_approve_own_text=variables.get("ADMINISTRATOR_MAY_APPROVE_OWN_TEXT", "") == "1",
        email_host=variables.get("EMAIL_HOST", ""),
        is_behind_https_proxy=variables.get("HTTPS_PROXY_HEADER", "") == "1",
    )


def build_child_environment(**variables: str) -> dict[str, str]:
    """The environment of a process that we start: this one's, and what it is to be told besides."""
    return os.environ | variables


ENVIRONMENT = read_environment(os.environ)
