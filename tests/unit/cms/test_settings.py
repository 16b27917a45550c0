"""Settings: one module reads the environment, production refuses half a configuration."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.environment import BASE_DIR, INSECURE_SECRET_KEY, Environment, read_environment

GOOD = {
    "SECRET_KEY": "x9!kd02mfa8shf73nal1pqovnw6ehz4brt5cyu8gjd0mxk2v7qlp",
    "ALLOWED_HOSTS": "cms.haian.example",
    "CMS_BASE_URL": "https://cms.haian.example",
}


def start_production(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Import the production settings in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", "import cms.settings.production"],
        env={"PATH": os.environ["PATH"], **variables},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_configuration_starts() -> None:
    process = start_production(GOOD)
    assert process.returncode == 0, process.stderr


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": INSECURE_SECRET_KEY}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": "postgres://tieng_luat:postgres@db.local/tieng_luat"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://tieng_luat@db.local/tieng_luat"}, "DATABASE_URL"),
        ({"CMS_BASE_URL": "http://cms.haian.example"}, "CMS_BASE_URL"),
    ],
)
def test_production_refuses_to_start_and_says_why(change: dict[str, str], complaint: str) -> None:
    process = start_production(GOOD | change)
    assert process.returncode == 1
    assert f"- {complaint} must" in process.stderr


def test_every_default_suits_an_offline_machine() -> None:
    environment = read_environment({})
    assert environment.var_dir == BASE_DIR / "var"
    assert environment.media_store == str(BASE_DIR / "var" / "media-store")
    assert environment.site_base_url == "http://127.0.0.1:8080"


def test_relative_paths_start_at_the_project() -> None:
    assert read_environment({"CONTENT_DIR": "elsewhere/content"}).content_dir == BASE_DIR / "elsewhere" / "content"


def test_only_one_module_of_the_cms_reads_the_environment() -> None:
    reads = re.compile(r"os\.environ\b(?!\.setdefault)|os\.getenv")
    readers = [
        path.relative_to(BASE_DIR) for path in (BASE_DIR / "cms").rglob("*.py") if reads.search(path.read_text())
    ]
    assert readers == [Path("cms/settings/environment.py")]


def test_every_variable_is_explained() -> None:
    source = (BASE_DIR / "cms/settings/environment.py").read_text()
    names = re.findall(r'(?:variables\.get|read_path)\(\s*"([A-Z_0-9]+)"', source)
    assert len(names) >= len(dataclasses.fields(Environment)) - 2  # those of voices are read in a module of their own
    undocumented = [name for name in names if f"`{name}" not in source]
    assert undocumented == []


def test_the_limits_of_uploads_are_numbers() -> None:
    environment = read_environment({"MAX_UPLOAD_MB": "500", "MAX_MEDIA_MINUTES": "60", "MAX_MEDIA_MEMORY_MB": "3000"})
    assert (environment.max_upload_mb, environment.max_media_minutes) == (500, 60)
    assert environment.max_media_memory_mb == 3000
    assert read_environment({}).max_upload_mb == 0


def test_nobody_approves_her_own_text_unless_it_is_asked_for() -> None:
    assert not read_environment({}).may_approve_own_text
    assert read_environment({"ADMINISTRATOR_MAY_APPROVE_OWN_TEXT": "1"}).may_approve_own_text
