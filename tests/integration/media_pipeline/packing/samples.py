"""A package for a session, packed from sounds that are none: what is checked here are files, not what is heard."""

from __future__ import annotations

import sys
from pathlib import Path

from media_pipeline.domain.session_layout import WholeFacts
from media_pipeline.steps.packages import write_package
from tests.unit.media_pipeline.domain.sessions import build_facts

NAME = "goi-phat-thanh-2026-11-24-0530"


def write_sample(folder: Path, *titles: str) -> Path:
    """Pack a session of these pieces; the ZIP."""
    facts = build_facts(*titles)
    assert facts.session is not None
    folder.mkdir(parents=True, exist_ok=True)
    sounds = [folder / f"{number}.mp3" for number in range(len(facts.pieces) + 1)]
    for number, sound in enumerate(sounds):
        sound.write_bytes(f"ID3 {number}".encode() * (200 + number))
    path = folder / f"{facts.session.package_name}.zip"
    write_package(path, facts, sounds, WholeFacts(facts.duration_ms, -15.0))
    return path


if __name__ == "__main__":
    write_sample(Path(sys.argv[1]))
