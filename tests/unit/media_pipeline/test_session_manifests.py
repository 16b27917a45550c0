"""What may be packed for a session: approved by another person than the author, and not expired."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from pydantic import ValidationError

from media_pipeline.manifest import Approval, BroadcastSession, Package, PackagePiece
from tests.unit.media_pipeline.domain.sessions import APPROVAL, build_session


def build_package(session: BroadcastSession, **changes: object) -> Package:
    return Package(pieces=(PackagePiece.model_validate({"title": "Một", "asset": "a", **changes}),), session=session)


@pytest.mark.parametrize("approver", ["Lê Ổi", " lê  ổi ", "LÊ ỔI", unicodedata.normalize("NFD", "Lê Ổi")])
def test_nobody_approves_what_they_have_written(approver: str) -> None:
    with pytest.raises(ValidationError, match="another person"):
        Approval(author="Lê Ổi", approver=approver, approved=dt.date(2026, 11, 23))


def test_a_piece_is_approved_by_itself_or_with_its_session() -> None:
    unapproved = build_session(approval=None)
    with pytest.raises(ValidationError, match="piece 1 is not approved"):
        build_package(unapproved)
    assert build_package(unapproved, approval=APPROVAL).session == unapproved
    assert build_package(build_session()).pieces[0].approval is None


def test_a_piece_is_played_on_its_last_day_and_not_after() -> None:
    assert build_package(build_session(), expires=dt.date(2026, 11, 24))
    with pytest.raises(ValidationError, match="piece 1 expires before"):
        build_package(build_session(), expires=dt.date(2026, 11, 23))


@pytest.mark.parametrize("starts", ["2026-11-24T05:30:30", "2026-11-24T05:30:00+07:00", "2026-11-24T05:30:00Z"])
def test_a_session_starts_with_a_minute_of_the_clock_on_the_wall(starts: str) -> None:
    with pytest.raises(ValidationError):
        build_session(starts=starts)


def test_a_package_is_named_after_its_session() -> None:
    assert build_session().package_name == "goi-phat-thanh-2026-11-24-0530"
    assert build_session(starts="2026-01-02T17:05").package_name == "goi-phat-thanh-2026-01-02-1705"


def test_a_package_without_a_session_is_written_as_before() -> None:
    package = Package(pieces=(PackagePiece(title="Một", asset="a"),))
    assert package.model_dump(mode="json", exclude_defaults=True) == {"pieces": [{"title": "Một", "asset": "a"}]}
