"""What is kept of a look at the folders is what another look would find, whatever was done to them in between."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.index import Index, kept_sighting
from site_builder.index.kept_sighting import SightingKeeper
from site_builder.index.scanning import Sighting, list_folders, look
from tests.unit.site_builder.index.folders import Folders

FILES = (
    ("content/page", "mot.md"),
    ("content/page", "hai.md"),
    ("content/page", ".mot.md.part"),
    ("content/story", "mot.md"),
    ("store/records", "mot.json"),
    ("content/khac", "mot.md"),
)


class Site:
    def __init__(self, root: Path) -> None:
        self.root = root
        for place in ("content/page", "store/records"):
            (root / place).mkdir(parents=True)
        self.folders = list_folders(root / "content", root / "store")
        self.keeper = SightingKeeper()

    def see(self) -> Any:
        return order(self.keeper.look(self.folders))

    def see_anew(self) -> Any:
        return order(look(self.folders))


def order(sighting: Sighting) -> Any:
    files = {root: [sorted(bucket) for bucket in buckets] for root, buckets in sighting.files.items()}
    return list(sighting.sums), files


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.keeper.close()


def write(root: Path, place: str, name: str, text: str) -> None:
    """As an editor saves in place."""
    if (root / place).is_dir():
        (root / place / name).write_text(text)


def write_aside(root: Path, place: str, name: str, text: str) -> None:
    """As our own programs do."""
    if (root / place).is_dir():
        (root / place / ".aside").write_text(text)
        (root / place / ".aside").replace(root / place / name)


def append_slowly(root: Path, place: str, name: str, text: str) -> None:
    if (root / place).is_dir():
        with (root / place / name).open("a") as file:
            for letter in text:
                file.write(letter)
                file.flush()


def change_time(root: Path, place: str, name: str, text: str) -> None:
    if (root / place / name).is_file():
        os.utime(root / place / name, ns=(len(text), 1_700_000_000_000_000_000 + len(text)))


def delete(root: Path, place: str, name: str, text: str) -> None:
    (root / place / name).unlink(missing_ok=True)


def move_elsewhere(root: Path, place: str, name: str, text: str) -> None:
    if (root / place / name).is_file():
        (root / place / name).replace(root / text)


def bring_back(root: Path, place: str, name: str, text: str) -> None:
    if (root / text).is_file() and (root / place).is_dir():
        (root / text).replace(root / place / name)


def make_folder(root: Path, place: str, name: str, text: str) -> None:
    (root / place).mkdir(parents=True, exist_ok=True)


def remove_folder(root: Path, place: str, name: str, text: str) -> None:
    shutil.rmtree(root / place, ignore_errors=True)


def exchange_folder(root: Path, place: str, name: str, text: str) -> None:
    """Another folder under the same name, as a checkout of another version brings it."""
    if (root / place).is_dir():
        (root / place).rename(root / "away")
        (root / place).mkdir()
        (root / place / name).write_text(text)
        shutil.rmtree(root / "away")


def exchange_everything(root: Path, place: str, name: str, text: str) -> None:
    shutil.copytree(root / "content", root / "other")
    (root / "content").rename(root / "away")
    (root / "other").rename(root / "content")
    shutil.rmtree(root / "away")


def touch_settings(root: Path, place: str, name: str, text: str) -> None:
    (root / "content" / "site.yaml").write_text(text)


DEEDS: tuple[Callable[[Path, str, str, str], None], ...] = (
    write,
    write_aside,
    append_slowly,
    change_time,
    delete,
    move_elsewhere,
    bring_back,
    make_folder,
    remove_folder,
    exchange_folder,
    exchange_everything,
    touch_settings,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(DEEDS), st.sampled_from(FILES), st.text("abc", min_size=1, max_size=4), st.booleans()
        ),
        max_size=20,
    )
)
def test_it_is_what_another_look_would_find(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    site = Site(tmp_path_factory.mktemp("site"))
    (site.root / "content/page/mot.md").write_text("a")
    with closing(site.keeper):
        assert site.see() == site.see_anew()
        for deed, (place, name), text, is_looked_at in steps:
            deed(site.root, place, name, text)
            if is_looked_at:
                assert site.see() == site.see_anew()
        assert site.see() == site.see_anew()


def test_only_what_was_touched_is_looked_at(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.root / "content/page/mot.md").write_text("a")
    site.see()
    monkeypatch.delattr(kept_sighting, "look")
    (site.root / "content/page/hai.md").write_text("a")
    (site.root / "content/page/mot.md").unlink()
    assert site.see() == site.see_anew()


def test_more_than_the_system_can_tell_is_looked_at_anew(site: Site) -> None:
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    first, second = (site.root / "content/page" / name for name in ("mot.md", "hai.md"))
    site.see()
    for number in range(limit // 3):
        first.write_text(str(number))
        second.write_text(str(number))
    (site.root / "content/page/ba.md").write_text("came when nobody could tell any more")
    assert site.see() == site.see_anew()


def test_a_document_that_is_a_link_is_followed(site: Site) -> None:
    target = site.root / "elsewhere.md"
    target.write_text("a")
    site.see()
    (site.root / "content/page/mot.md").symlink_to(target)
    for text in ("a", "ab", "abc"):
        target.write_text(text)
        assert site.see() == site.see_anew()


def test_another_machine_may_write_where_the_disk_is_not_of_this_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_sighting, "_LOCAL", frozenset({"ext4-of-another-machine"}))
    monkeypatch.setattr(kept_sighting, "INotify", None)
    (site.root / "content/page/mot.md").write_text("a")
    assert site.see() == site.see_anew()


def test_a_system_that_cannot_tell_is_no_obstacle(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(kept_sighting, "INotify", refuse)
    (site.root / "content/page/mot.md").write_text("a")
    assert site.see() == site.see_anew()


def test_what_an_error_interrupted_is_looked_at_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    site.see()
    (site.root / "content/page/mot.md").write_text("a")
    with monkeypatch.context() as patched, pytest.raises(PermissionError):
        patched.setattr(Sighting, "replace", fail)
        site.see()
    assert site.see() == site.see_anew()


def test_other_folders_are_another_sighting(site: Site, tmp_path: Path) -> None:
    site.see()
    (tmp_path / "others/content/page").mkdir(parents=True)
    (tmp_path / "others/content/page/mot.md").write_text("a")
    others = list_folders(tmp_path / "others/content", tmp_path / "others/store")
    assert order(site.keeper.look(others)) == order(look(others))
    assert site.see() == site.see_anew()


def test_an_index_that_is_told_so_reads_what_changed(folders: Folders) -> None:
    folders.add("page/mot")
    folders.store.mkdir(exist_ok=True)
    with closing(SightingKeeper()) as keeper, closing(Index.open(folders.index_path, keeper.look)) as index:
        assert folders.refresh(index).added == ("page/mot",)
        folders.add("page/hai")
        assert folders.refresh(index).added == ("page/hai",)
        (folders.content / "page/mot.md").unlink()
        assert folders.refresh(index).removed == ("page/mot",)
        assert not folders.refresh(index)
