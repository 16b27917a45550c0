"""Folders of its own and quick stand-ins for every test of publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.media import pipeline
from cms.publishing.publisher import run
from tests.integration.publishing.newsroom import StandInBuilder, StandInPipeline


@pytest.fixture(autouse=True)
def content_dir(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.MEDIA_STORE = str(tmp_path / "var" / "media-store")
    settings.CONTENT_DIR = tmp_path / "content"
    settings.SITE_OUTPUT_DIR = tmp_path / "output"
    settings.CONTENT_DIR.mkdir()
    return settings.CONTENT_DIR


@pytest.fixture(autouse=True)
def builder(monkeypatch: pytest.MonkeyPatch) -> StandInBuilder:
    builder = StandInBuilder()
    monkeypatch.setattr(run, "build_site", builder)
    return builder


@pytest.fixture(autouse=True)
def media(monkeypatch: pytest.MonkeyPatch) -> StandInPipeline:
    media = StandInPipeline()
    monkeypatch.setattr(pipeline, "is_ready", media.is_ready)
    monkeypatch.setattr(pipeline, "process_asset", media.process_asset)
    monkeypatch.setattr(pipeline, "keep_source", lambda asset: None)
    monkeypatch.setattr(pipeline, "bring_home", media.brought_home.update)
    return media
