"""/late on days of any shape: nothing overlaps, breaks keep their floor, the order stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import event_file, shifts
from bot.services.errors import DoesNotFit
from bot.settings import BUILT_IN
from storage.models import Plan, Room, Session, SessionKind, Shift, ShiftRule, Text

MINUTE = timedelta(minutes=1)
MIDNIGHT = datetime(2025, 7, 2, 17, tzinfo=UTC)
"""Of the event's day, in Phnom Penh."""
PLAN = event_file.read(BUILT_IN)
ROOMS = {name: Room(name.lower(), Text(f"បន្ទប់ {name}", f"Room {name}")) for name in ("A", "B")}


def day(*rows: tuple[str, SessionKind, str | None, int, int]) -> Plan:
    """A plan of sessions: id, kind, room, start in minutes of the day, length in minutes."""
    model = PLAN.sessions[1]
    sessions = (
        replace(
            model,
            id=name,
            kind=kind,
            room=ROOMS[room] if room else None,
            starts_at=MIDNIGHT + start * MINUTE,
            ends_at=MIDNIGHT + (start + length) * MINUTE,
        )
        for name, kind, room, start, length in rows
    )
    return replace(PLAN, sessions=tuple(sorted(sessions, key=lambda its: its.starts_at)))


@st.composite
def days(draw: st.DrawFn) -> Plan:
    """A day of one or two rooms, with breaks of the rooms and of nobody's room."""
    rows = []
    for room in draw(st.sampled_from([("A",), ("A", "B")])):
        start = 8 * 60 + draw(st.integers(0, 6)) * 5
        for number in range(draw(st.integers(1, 7))):
            kind = draw(st.sampled_from([SessionKind.PANEL, SessionKind.BREAK, SessionKind.LUNCH]))
            length = draw(st.integers(1, 18)) * 5
            where = None if kind is not SessionKind.PANEL and draw(st.booleans()) else room
            rows.append((f"{room}{number}", kind, where, start, length))
            start += length + draw(st.sampled_from([0, 0, 0, 5, 30]))
    return day(*rows)


edits = st.builds(
    Shift,
    minutes=st.integers(-40, 90).filter(bool),
    rule=st.sampled_from(ShiftRule),
    fixed_end=st.booleans(),
    at=st.integers(7 * 60, 17 * 60).map(lambda minute: MIDNIGHT + minute * MINUTE),
)


def shifted(plan: Plan, edit: Shift) -> Plan | None:
    try:
        return shifts.shift(plan, edit)
    except DoesNotFit:
        return None


def overlaps(sessions: Sequence[Session]) -> set[tuple[str, str]]:
    return {
        (one.id, other.id)
        for one in sessions
        for other in sessions
        if one.id < other.id
        and one.room == other.room
        and one.room is not None
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
    }


def floor(session: Session) -> timedelta:
    lunch = session.kind is SessionKind.LUNCH
    return shifts.LUNCH_FLOOR if lunch else shifts.BREAK_FLOOR


def length(session: Session) -> timedelta:
    return session.ends_at - session.starts_at


@given(data=st.data(), edit=edits)
@settings(max_examples=300, deadline=None)
def test_whatever_the_day(data: st.DataObject, edit: Shift) -> None:
    plan = data.draw(days())
    after = shifted(plan, edit)
    if after is None:
        return
    pairs = list(zip(plan.sessions, after.sessions, strict=True))
    assert [each.id for _, each in pairs] == [each.id for each, _ in pairs]
    by = edit.minutes * MINUTE
    for was, each in pairs:
        assert each.ends_at > each.starts_at
        if was.ends_at <= edit.at:  # it is over
            assert each == was
        elif was.starts_at <= edit.at:  # it is on
            assert each.starts_at == was.starts_at
            assert was.ends_at <= each.ends_at <= was.ends_at + by or (
                max(was.ends_at + by, edit.at) <= each.ends_at <= was.ends_at
            )
        else:
            assert each.starts_at >= edit.at
            assert min(by, timedelta()) <= each.starts_at - was.starts_at <= max(by, timedelta())
            if not was.is_break:
                assert length(each) == length(was)
            elif by > timedelta():
                assert min(floor(was), length(was)) <= length(each) <= length(was)
            else:
                assert length(each) >= length(was)
    coming = [(was, each) for was, each in pairs if was.starts_at > edit.at]
    assert all(
        one.starts_at <= other.starts_at
        for (was, one), (then, other) in pairwise(coming)
        if was.starts_at < then.starts_at
    )
    assert overlaps(after.sessions) == overlaps(plan.sessions) == set()
    left = [each.ends_at for was, each in pairs if was.ends_at > edit.at]
    before = [was.ends_at for was, _ in pairs if was.ends_at > edit.at]
    if edit.fixed_end:
        assert max(left) == max(before)
    if edit.rule is ShiftRule.EVERYTHING and not edit.fixed_end and by > timedelta():
        assert shifts.shift(after, replace(edit, minutes=-edit.minutes)) == plan


@given(data=st.data(), edit=edits)
@settings(max_examples=300, deadline=None)
def test_whatever_the_stage_says(data: st.DataObject, edit: Shift) -> None:
    plan = data.draw(days())
    stage = data.draw(st.sampled_from([each.id for each in plan.sessions]))
    after = shifted(plan, replace(edit, on_stage=stage))
    if after is None:
        return
    assert [each for each in after.sessions if each.ends_at <= each.starts_at] == []
    assert overlaps(after.sessions) == set()


def test_a_break_that_not_everybody_has_is_not_shortened() -> None:
    plan = day(
        ("a1", SessionKind.PANEL, "A", 9 * 60, 60),
        ("b1", SessionKind.PANEL, "B", 9 * 60, 120),
        ("break", SessionKind.BREAK, None, 10 * 60, 30),
        ("a2", SessionKind.PANEL, "A", 10 * 60 + 30, 60),
        ("b2", SessionKind.PANEL, "B", 11 * 60, 60),
    )
    half_past_nine = MIDNIGHT + 570 * MINUTE
    after = shifts.shift(plan, Shift(15, ShiftRule.BREAKS, False, half_past_nine))
    assert [
        (each.id, (each.starts_at - MIDNIGHT) // MINUTE, length(each) // MINUTE)
        for each in after.sessions
    ] == [
        ("a1", 540, 75),
        ("b1", 540, 135),
        ("break", 615, 30),
        ("a2", 645, 60),
        ("b2", 675, 60),
    ]
