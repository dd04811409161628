"""/late: what moves, what becomes shorter, and what stays as it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.services import shifts
from bot.services.errors import DoesNotFit
from storage.models import Plan, SessionStatus, Shift, ShiftRule

MINUTE = timedelta(minutes=1)
BREAKS, EVERYTHING = ShiftRule.BREAKS, ShiftRule.EVERYTHING


def at(time: str) -> datetime:
    """A moment of the event's day, local time."""
    hour, minute = map(int, time.split(":"))
    return datetime(2025, 7, 3, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def local(moment: datetime) -> str:
    return (moment + timedelta(hours=7)).strftime("%H:%M")


def times(plan: Plan) -> dict[str, str]:
    return {
        each.id: f"{local(each.starts_at)}-{local(each.ends_at)}"
        for each in plan.sessions
        if not each.cancelled
    }


def moved(before: Plan, after: Plan) -> dict[str, str]:
    """The sessions whose times are others after, with those."""
    earlier = times(before)
    return {name: time for name, time in times(after).items() if earlier[name] != time}


def late(
    minutes: int,
    rule: ShiftRule = EVERYTHING,
    *,
    now: str = "10:20",
    fixed: bool = False,
    stage: str | None = None,
) -> Shift:
    return Shift(minutes, rule, fixed, at(now), stage)


AFTERNOON_LATER = {
    "group-work": "13:45-15:00",
    "plenary": "15:00-15:45",
    "recommendations": "15:45-16:30",
    "closing": "16:30-16:45",
}


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (
            late(15),
            {
                "presentation": "09:25-10:45",
                "coffee-break": "10:45-11:00",
                "panel": "11:00-12:15",
                "lunch-break": "12:15-13:45",
                **AFTERNOON_LATER,
            },
        ),
        (
            late(15, BREAKS),
            {
                "presentation": "09:25-10:45",
                "coffee-break": "10:45-10:55",
                "panel": "10:55-12:10",
                "lunch-break": "12:10-13:30",
            },
        ),
        (
            late(15, fixed=True),
            {
                "presentation": "09:25-10:45",
                "coffee-break": "10:45-11:00",
                "panel": "11:00-12:15",
                "lunch-break": "12:15-13:30",
            },
        ),
        (  # both breaks give all they have, and the rest of the day is late all the same
            late(60, BREAKS),
            {
                "presentation": "09:25-11:30",
                "coffee-break": "11:30-11:40",
                "panel": "11:40-12:55",
                "lunch-break": "12:55-13:40",
                "group-work": "13:40-14:55",
                "plenary": "14:55-15:40",
                "recommendations": "15:40-16:25",
                "closing": "16:25-16:40",
            },
        ),
        (
            late(50, fixed=True),
            {
                "presentation": "09:25-11:20",
                "coffee-break": "11:20-11:30",
                "panel": "11:30-12:45",
                "lunch-break": "12:45-13:30",
            },
        ),
        (  # a break that is on ends later; it is the next one that gives
            late(5, BREAKS, now="10:35"),
            {"coffee-break": "10:30-10:50", "panel": "10:50-12:05", "lunch-break": "12:05-13:30"},
        ),
        (late(10, now="16:20"), {"closing": "16:15-16:40"}),
        (late(15, now="13:45"), {**AFTERNOON_LATER, "group-work": "13:30-15:00"}),
        (  # before anything began
            late(5, BREAKS, now="08:00"),
            {
                "registration": "08:35-09:05",
                "welcome": "09:05-09:15",
                "opening": "09:15-09:30",
                "presentation": "09:30-10:35",
                "coffee-break": "10:35-10:45",
            },
        ),
        (
            late(-5),
            {
                "presentation": "09:25-10:25",
                "coffee-break": "10:25-10:40",
                "panel": "10:40-11:55",
                "lunch-break": "11:55-13:25",
                "group-work": "13:25-14:40",
                "plenary": "14:40-15:25",
                "recommendations": "15:25-16:10",
                "closing": "16:10-16:25",
            },
        ),
        (late(-5, BREAKS), {"presentation": "09:25-10:25", "coffee-break": "10:25-10:45"}),
        (
            late(-5, fixed=True),
            {
                "presentation": "09:25-10:25",
                "coffee-break": "10:25-10:40",
                "panel": "10:40-11:55",
                "lunch-break": "11:55-13:30",
            },
        ),
        (late(-10, now="16:20"), {"closing": "16:15-16:20"}),
    ],
)
def test_the_day_of_the_workshop(built_in: Plan, edit: Shift, found: dict[str, str]) -> None:
    assert moved(built_in, shifts.shift(built_in, edit)) == found


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        # It overruns: coffee is not on, whatever the clock says.
        (
            late(15, BREAKS, now="10:40", stage="presentation"),
            {
                "presentation": "09:25-10:45",
                "coffee-break": "10:45-10:55",
                "panel": "10:55-12:10",
                "lunch-break": "12:10-13:30",
            },
        ),
        # It began early, and so did its room's last session end.
        (
            late(-5, BREAKS, now="09:06", stage="opening"),
            {
                "welcome": "09:00-09:05",
                "opening": "09:05-09:20",
                "presentation": "09:20-10:25",
                "coffee-break": "10:25-10:45",
            },
        ),
        # The break before it ended early.
        (
            late(-5, BREAKS, now="10:41", stage="panel"),
            {"coffee-break": "10:30-10:40", "panel": "10:40-11:55", "lunch-break": "11:55-13:30"},
        ),
        # It began late: what is on ends so much later.
        (
            late(15, now="11:00", stage="panel"),
            {"panel": "10:45-12:15", "lunch-break": "12:15-13:45", **AFTERNOON_LATER},
        ),
        # Another day's session on the stage says nothing about this one.
        (late(10, now="16:20", stage="yesterday"), {"closing": "16:15-16:40"}),
    ],
)
def test_the_stage_says_what_is_on(built_in: Plan, edit: Shift, found: dict[str, str]) -> None:
    assert moved(built_in, shifts.shift(built_in, edit)) == found


@pytest.mark.parametrize(
    ("edit", "why", "values"),
    [
        (late(15, now="16:30"), shifts.NOTHING_LEFT, {}),
        (Shift(15, EVERYTHING, False, at("10:20") - timedelta(days=1)), shifts.NOTHING_LEFT, {}),
        (late(60, fixed=True), shifts.ENDS_LATE, {"n": 10}),
        (late(60, BREAKS, fixed=True), shifts.ENDS_LATE, {"n": 10}),
        (late(10, now="13:40", fixed=True), shifts.ENDS_LATE, {"n": 10}),
        (late(-15), shifts.TOO_EARLY, {"n": 10}),
        (late(-5, now="13:30"), shifts.ENDS_EARLY, {"n": 5}),
        (late(-15, now="16:20"), shifts.TOO_EARLY, {"n": 10}),
        (late(-5, now="16:29"), shifts.TOO_EARLY, {"n": 1}),
        (late(-30, now="09:06", stage="opening"), shifts.TOO_EARLY, {"n": 9}),
    ],
)
def test_what_does_not_fit_says_why(
    built_in: Plan, edit: Shift, why: str, values: dict[str, int]
) -> None:
    if why == shifts.ENDS_EARLY:
        edit = replace(edit, fixed_end=True)
    with pytest.raises(DoesNotFit) as caught:
        shifts.shift(built_in, edit)
    assert (caught.value.why, caught.value.values) == (why, values)


def test_nothing_can_begin_before_now(built_in: Plan) -> None:
    on_time = Shift(-5, EVERYTHING, False, at("10:29") + timedelta(seconds=30))
    with pytest.raises(DoesNotFit) as caught:
        shifts.shift(built_in, on_time)
    assert (caught.value.why, caught.value.values) == (shifts.NOT_EARLIER, {})


def test_what_is_cancelled_takes_no_time_and_does_not_move(built_in: Plan) -> None:
    sessions = tuple(
        replace(each, status=SessionStatus.CANCELLED) if each.id == "lunch-break" else each
        for each in built_in.sessions
    )
    plan = replace(built_in, sessions=sessions)
    after = shifts.shift(plan, late(10, BREAKS))
    assert moved(plan, after) == {
        "presentation": "09:25-10:40",
        "coffee-break": "10:40-10:50",
        "panel": "10:50-12:05",
        "group-work": "13:35-14:50",
        "plenary": "14:50-15:35",
        "recommendations": "15:35-16:20",
        "closing": "16:20-16:35",
    }
    assert next(each for each in after.sessions if each.cancelled) == sessions[6]


def test_sessions_side_by_side_move_alike(big_event: Plan) -> None:
    nine = datetime(2026, 3, 11, 2, tzinfo=UTC)
    after = shifts.shift(big_event, Shift(20, EVERYTHING, False, nine))
    second_day = {each.id for each in big_event.sessions if each.starts_at.day == 11}
    assert {
        each.id: (each.starts_at - was.starts_at, each.ends_at - was.ends_at)
        for was, each in zip(big_event.sessions, after.sessions, strict=True)
        if each != was
    } == {
        name: (MINUTE * 20 * (int(name.removeprefix("session-")) > 25), MINUTE * 20)
        for name in second_day
    }
