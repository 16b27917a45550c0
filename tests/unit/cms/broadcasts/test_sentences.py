"""Problems as an officer reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.utils import translation
from hypothesis import given

from cms.broadcasts.schedule.entries import BulletinClass
from cms.broadcasts.schedule.errors import Fault, InvalidValueError
from cms.broadcasts.schedule.plan import Obstacle, Schedule, plan_period
from cms.broadcasts.schedule.problems import ProblemKind, find_entry_problems, find_problems, group_problems
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence
from cms.broadcasts.sentences import (
    build_wording,
    describe_fault,
    describe_group,
    describe_problem,
    write_duration,
    write_instant,
)
from cms.core.choices import BroadcastClass
from tests.unit.cms.broadcasts.samples import (
    AFTERNOON,
    MINUTE_MS,
    MONDAY,
    MORNING,
    in_ward,
    make_bulletin,
    make_emergency,
    make_entry,
    make_rules,
    make_schedule,
)
from tests.unit.cms.broadcasts.strategies import DAYS, FEWER, schedules


@pytest.fixture(autouse=True)
def in_vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def tell(schedule: Schedule, last: date = MONDAY) -> list[str]:
    problems = find_problems(schedule, plan_period(schedule, MONDAY, last))
    return [describe_group(group) for group in group_problems(problems)]


def schedule_morning(**values) -> Schedule:
    rest = make_entry(make_bulletin("chiều"), session_keys=frozenset({AFTERNOON}))
    return make_schedule(make_entry(make_bulletin(**values)), rest)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"is_approved": False}, "“Bản tin b” trong phiên 05:30 Thứ Hai, ngày 23/11/2026 chưa được duyệt."),
        (
            {"duration_ms": None},
            "“Bản tin b” chưa có bản ghi âm nên chưa biết phiên 05:30 Thứ Hai, ngày 23/11/2026 dài bao lâu.",
        ),
        (
            {"valid_until": MONDAY - timedelta(days=1)},
            "“Bản tin b” chỉ còn giá trị đến hết ngày 22/11/2026 nên không phát trong phiên 05:30 Thứ Hai, "
            "ngày 23/11/2026.",
        ),
        (
            {"withdrawn_because": "Luật Cư trú đã được sửa."},
            "“Bản tin b” đã bị rút nên không phát trong phiên 05:30 Thứ Hai, ngày 23/11/2026: Luật Cư trú đã được sửa.",
        ),
        (
            {"duration_ms": 15 * MINUTE_MS + 100},
            "Phiên 05:30 Thứ Hai, ngày 23/11/2026 dài 15 phút 1 giây, vượt giới hạn 15 phút. "
            "Phần nằm ngoài giới hạn: “Bản tin b”.",
        ),
        (
            {"bulletin_class": BulletinClass.EMERGENCY},
            "“Bản tin b” là bản tin khẩn cấp, phải phát ngay, nhưng lại đang chờ đến phiên 05:30 Thứ Hai, "
            "ngày 23/11/2026. Hãy ghi lệnh phát ngay.",
        ),
    ],
)
def test_problems_of_a_bulletin_are_sentences(values, sentence: str) -> None:
    assert tell(schedule_morning(**values))[0] == sentence


def test_a_session_with_nothing_to_play_is_told_once_for_all_its_days() -> None:
    told = tell(make_schedule(make_entry()), MONDAY + timedelta(days=6))
    assert told == ["Phiên 17:00 Thứ Hai, ngày 23/11/2026 chưa có gì để phát. Còn 6 phiên khác cũng vậy."]


def test_a_conflict_names_both_sessions() -> None:
    rules = make_rules(time(6), time(6, 2))
    told = tell(make_schedule(make_entry(session_keys=frozenset({"0600", "0602"})), rules=rules))
    assert told == [
        "Phiên 06:00 Thứ Hai, ngày 23/11/2026 kéo dài đến 06:03, trong khi phiên 06:02 Thứ Hai, ngày 23/11/2026 "
        "đã bắt đầu trước đó."
    ]


def test_an_interruption_names_the_hour_of_the_emergency() -> None:
    schedule = schedule_morning()
    emergency = make_emergency(in_ward(MONDAY, 5, 31))
    assert tell(Schedule(schedule.rules, schedule.entries, (emergency,))) == [
        "Bản tin khẩn cấp lúc 05:31 Thứ Hai, ngày 23/11/2026 cắt ngang phiên 05:30 Thứ Hai, ngày 23/11/2026."
    ]


def test_priority_bulletins_that_collide_are_named() -> None:
    entries = [make_entry(make_bulletin(key, bulletin_class=BulletinClass.PRIORITY)) for key in "ab"]
    assert "bản tin nào phát trước: “Bản tin a”, “Bản tin b”." in tell(make_schedule(*entries))[0]


def test_problems_of_an_entry_name_its_bulletin() -> None:
    gone = make_entry(session_keys=frozenset({"Trưa"}))
    never = make_entry(make_bulletin("c"), Recurrence(Frequency.DAILY, MONDAY), session_keys=frozenset())
    told = [describe_problem(problem) for problem in find_entry_problems(make_schedule(gone, never))]
    assert told == [
        "“Bản tin b” được xếp vào phiên “Trưa” nay không còn nữa.",
        "“Bản tin c” sẽ không bao giờ được phát: không có phiên nào vào những ngày đã chọn.",
    ]


@FEWER
@given(schedules(), DAYS)
def test_every_problem_has_a_whole_sentence(schedule: Schedule, first: date) -> None:
    problems = find_problems(schedule, plan_period(schedule, first, first + timedelta(days=7)))
    for problem in [*problems, *find_entry_problems(schedule)]:
        with translation.override("vi"):
            sentence = describe_problem(problem)
        assert sentence.startswith(("“", "Phiên ", "Bản tin khẩn cấp "))
        assert sentence.endswith(".")


def test_every_kind_of_problem_and_fault_has_a_sentence() -> None:
    from cms.broadcasts import sentences

    assert set(sentences._PROBLEMS) == set(ProblemKind)
    assert set(sentences._FAULTS) == set(Fault)
    assert describe_fault(InvalidValueError(Fault.REASON_MISSING, field="reason")) == "Hãy ghi lý do phải phát ngay."


@pytest.mark.parametrize(
    ("duration_ms", "words"), [(900_000, "15 phút"), (900_001, "15 phút 1 giây"), (59_000, "0 phút 59 giây")]
)
def test_a_length_over_a_limit_never_looks_like_the_limit(duration_ms: int, words: str) -> None:
    assert write_duration(duration_ms) == words


def test_sunday_has_its_name() -> None:
    assert write_instant(in_ward(MONDAY + timedelta(days=6), 17)) == "17:00 Chủ nhật, ngày 29/11/2026"


def test_a_calendar_is_named_after_the_ward() -> None:
    assert build_wording("phường Bến Nghé").calendar_name == "Lịch phát thanh phường Bến Nghé"
    assert build_wording("").calendar_name == "Lịch phát thanh"
    assert set(build_wording("").obstacles) == set(Obstacle)


def test_the_engine_knows_the_classes_of_the_newsroom() -> None:
    assert sorted(BroadcastClass.values) == sorted(BulletinClass)
    assert [member.value for member in sorted(BulletinClass, key=lambda member: member.rank)] == [
        "emergency",
        "priority",
        "normal",
    ]


def test_the_morning_is_no_quiet_hour() -> None:
    assert tell(make_schedule(make_entry(session_keys=frozenset({MORNING, AFTERNOON})))) == []
