"""How many documents each list has in each month."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.documents.kinds import Kind
from site_builder.index import Index
from site_builder.index.queries import SqlLibrary
from site_builder.periods import Period
from site_builder.rendering.selections import (
    EVERYTHING,
    NEWS,
    select_citing,
    select_kind,
    select_show,
    select_tag,
    select_topic,
)
from tests.built_sites import SiteFolders

DAY = dt.datetime.fromisoformat("2026-05-31T23:30:00+07:00")
SELECTIONS = (
    EVERYTHING,
    NEWS,
    select_kind(Kind.EXPLAINER),
    select_kind(Kind.AUDIO),
    select_topic("cu-tru"),
    select_tag("nha"),
    select_show("loa"),
    select_citing("law/luat"),
)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["explainer", "audio", "law"]),
        st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {
                    "published": st.integers(0, 3).map(lambda number: DAY + dt.timedelta(hours=number)),
                    "topic": st.sampled_from([None, "cu-tru"]),
                    "tags": st.sampled_from([[], ["nhà"], ["Nhà", "đất"]]),
                }
            ),
        ),
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(EDITS, min_size=1, max_size=4))
def test_they_are_what_counting_finds_whatever_was_edited(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[int, str, dict[str, object] | None]]]
) -> None:
    site = SiteFolders(tmp_path_factory.mktemp("tallies"))
    site.add("topic/cu-tru")
    index = Index.open(site.root / "index.sqlite")
    for step in steps:
        for number, kind, values in step:
            path = site.content / kind / f"a-{number}.md"
            if values is None:
                path.unlink(missing_ok=True)
            else:
                site.add(f"{kind}/a-{number}", **values)
        index.refresh(site.content, site.store)
        for selection in SELECTIONS:
            counted = SqlLibrary.count_by_month(index, selection)
            assert dict(index.count_by_month(selection)) == dict(counted), selection
            assert sum(counted.values()) == index.count_documents(selection)
            for month, count in counted.items():
                assert len(index.list_period(selection, Period(month, month + 1), 0, -1)) == count
    index.close()


def test_the_newest_update_of_a_time_is_known(tmp_path: Path) -> None:
    site = SiteFolders(tmp_path)
    late = DAY + dt.timedelta(days=90)
    site.add("explainer/a", published=DAY)
    site.add("explainer/b", published=DAY, updated=late)
    index = Index.open(tmp_path / "index.sqlite")
    index.refresh(site.content, site.store)
    may = Period.parse("2026-05")
    year = Period.parse("2026")
    assert may and year
    assert index.find_newest_date(may) == index.find_newest_date(year) == late.isoformat()
    (site.content / "explainer/b.md").unlink()
    index.refresh(site.content, site.store)
    assert index.find_newest_date(may) == DAY.isoformat()
    (site.content / "explainer/a.md").unlink()
    index.refresh(site.content, site.store)
    assert index.find_newest_date(may) is None
    index.close()
