"""Which files of the media store come onto the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from media_pipeline.manifest import MediaKind, RenditionRole
from site_builder.building.media_files import MediaFiles
from site_builder.building.outputs import Linked, Stage
from site_builder.errors import MediaFileError
from tests.site_media import write_record
from tests.unit.site_builder.index.folders import make_manifest


def test_a_file_in_use_stands_below_media(tmp_path: Path) -> None:
    record = write_record(tmp_path, make_manifest("nghe", MediaKind.AUDIO))
    (podcast,) = record.with_role(RenditionRole.PODCAST)
    media = MediaFiles(tmp_path)
    (output,) = media.iter_outputs([podcast.path], "audio/a.md")
    assert (output.path, output.stage) == (f"media/{podcast.site_path}", Stage.ASSETS)
    assert output.content == Linked(str(tmp_path / podcast.path))
    assert output.owner == "audio/a.md"


def test_a_file_that_is_missing_is_told_by_its_asset(tmp_path: Path) -> None:
    record = write_record(tmp_path, make_manifest("nghe-chuyen", MediaKind.AUDIO))
    (podcast,) = record.with_role(RenditionRole.PODCAST)
    (tmp_path / podcast.path).unlink()
    with pytest.raises(MediaFileError, match="“nghe-chuyen”") as caught:
        list(MediaFiles(tmp_path).iter_outputs([podcast.path], "audio/a.md"))
    assert (caught.value.asset, caught.value.path) == ("nghe-chuyen", "audio/a.md")


def test_a_file_that_no_record_knows_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(MediaFileError, match=r"a\.mp3"):
        list(MediaFiles(tmp_path).iter_outputs(["renditions/ab/a.mp3"], "audio/a.md"))
