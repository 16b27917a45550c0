"""The plan is the same on a machine anywhere in the world."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
ZONES = ["Asia/Ho_Chi_Minh", "UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/London"]
WORK = """
import time
from datetime import date, timedelta
from cms.broadcasts.schedule.calendar_feed import build_calendar
from cms.broadcasts.schedule.entries import BulletinClass
from cms.broadcasts.schedule.plan import plan_period
from cms.broadcasts.schedule.problems import find_problems
from tests.unit.cms.broadcasts.samples import STAMP, WORDING, in_ward, make_bulletin, make_emergency, make_entry
from tests.unit.cms.broadcasts.samples import make_schedule

first = date(2027, 3, 1)  # summer time begins in New York on the 14th, in London on the 28th
emergency = make_emergency(in_ward(date(2027, 3, 14), 2, 30))
schedule = make_schedule(
    make_entry(make_bulletin("a", duration_ms=901_000)),
    make_entry(make_bulletin("b", valid_until=date(2027, 3, 14))),
    emergencies=(emergency,),
)
plan = plan_period(schedule, first, first + timedelta(days=30))
print(time.timezone)
print("=====")
for session in plan:
    print(session.identity, session.starts_at.isoformat(), session.ends_at.isoformat())
    print([item.entry_key for item in session.items])
for problem in find_problems(schedule, plan):
    print(problem.kind, problem.session.identity)
print(build_calendar(plan, WORDING, domain="phuong.example", stamp=STAMP))
"""


def test_a_plan_is_the_same_in_every_time_zone_of_the_machine() -> None:
    answers = [_plan_in(zone) for zone in ZONES]
    assert len({zone for zone, _plan in answers}) == len(ZONES) - 1  # London and UTC have the same winter time
    plans = {plan for _zone, plan in answers}
    assert len(plans) == 1
    assert "2027-03-14-sang 2027-03-14T05:30:00+07:00" in plans.pop()


def test_a_machine_without_a_zone_plans_the_same() -> None:
    assert _plan_in("")[1] == _plan_in("Nowhere/At_All")[1] == _plan_in("UTC")[1]


def test_the_engine_needs_no_django() -> None:
    check = "import sys\n" + WORK + "\nassert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    _run(check, "UTC")


def _plan_in(zone: str) -> tuple[str, str]:
    """The machine's offset, and what the engine says."""
    offset, _line, plan = _run(WORK, zone).partition("=====")
    return offset, plan


def _run(code: str, zone: str) -> str:
    environment = os.environ | {"TZ": zone, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
