"""What each edit makes of the agenda, and what does not fit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.services import casts, edits
from bot.services.errors import DoesNotFit
from bot.services.event_fault import Problem
from storage.models import (
    Add,
    AddSpeaker,
    Cancel,
    ConfirmSpeaker,
    Edit,
    Move,
    Plan,
    Rehouse,
    RemoveSpeaker,
    Rename,
    ReplaceSpeaker,
    Restore,
    Room,
    Session,
    SessionKind,
    SessionRole,
    SessionStatus,
    Shift,
    ShiftRule,
    Speaker,
    SpeakerKind,
    Text,
    Undo,
)

FOYER = Room("foyer", Text("សាលមុខ", "Foyer"))
CHAN = Speaker("chan", SpeakerKind.PERSON, Text("ចាន់", "Chan"), None, None, None, None)
PANELIST, SPEAKER = SessionRole.PANELIST, SessionRole.SPEAKER


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the event's day, local time."""
    return datetime(2025, 7, 3, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def session(plan: Plan, session_id: str) -> Session:
    return next(each for each in plan.sessions if each.id == session_id)


def cast(plan: Plan, session_id: str = "panel") -> list[tuple[str, str, bool]]:
    parts = session(plan, session_id).speakers
    return [(part.speaker.id, part.role.value, part.confirmed) for part in parts]


def briefing(session_id: str = "briefing", room: Room | None = None) -> Session:
    return Session(
        id=session_id,
        kind=SessionKind.OTHER,
        title=Text("សន្និសីទសារព័ត៌មាន", "Press briefing"),
        description=None,
        starts_at=at(12, 15),
        ends_at=at(12, 45),
        room=room,
        qa_open=False,
        items=(),
        speakers=(),
    )


def changed(before: Plan, after: Plan) -> list[Session]:
    return [each for each in after.sessions if each not in before.sessions]


def test_a_session_moves(built_in: Plan) -> None:
    plan = edits.apply(built_in, Move("plenary", at(8), at(8, 30)))
    assert changed(built_in, plan) == [
        replace(session(built_in, "plenary"), starts_at=at(8), ends_at=at(8, 30))
    ]
    assert [each.id for each in plan.sessions][:2] == ["plenary", "registration"]


def test_a_session_bears_another_title(built_in: Plan) -> None:
    title = Text("អាហារថ្ងៃត្រង់", "Long lunch")
    plan = edits.apply(built_in, Rename("lunch-break", title))
    assert changed(built_in, plan) == [replace(session(built_in, "lunch-break"), title=title)]


def test_a_new_room_becomes_one_of_the_events(built_in: Plan) -> None:
    plan = edits.apply(built_in, Rehouse("lunch-break", FOYER))
    assert changed(built_in, plan) == [replace(session(built_in, "lunch-break"), room=FOYER)]
    assert plan.rooms == (*built_in.rooms, FOYER)

    again = Rehouse("panel", Room("foyer", Text("ផ្សេង", "Another spelling")))
    plan = edits.apply(plan, again)
    assert session(plan, "panel").room == FOYER
    assert plan.rooms == (*built_in.rooms, FOYER)

    plan = edits.apply(plan, Rehouse("panel", None))
    assert session(plan, "panel").room is None


def test_the_panelist_of_dfat_is_confirmed(built_in: Plan) -> None:
    plan = edits.apply(built_in, ConfirmSpeaker("panel", "dfat", PANELIST))
    assert cast(plan) == [
        ("pheap-bunleng", "facilitator", False),
        ("thong-sopymakara", "panelist", True),
        ("cadt", "panelist", False),
        ("thy-try", "panelist", True),
        ("dfat", "panelist", True),
    ]
    assert edits.apply(plan, ConfirmSpeaker("panel", "dfat", PANELIST)) == plan


def test_somebody_takes_anothers_place(built_in: Plan) -> None:
    edit = ReplaceSpeaker("panel", "cadt", PANELIST, CHAN, confirmed=False)
    plan = edits.apply(built_in, edit)
    assert cast(plan)[1:4] == [
        ("thong-sopymakara", "panelist", True),
        ("chan", "panelist", False),
        ("thy-try", "panelist", True),
    ]
    assert plan.speakers == (*built_in.speakers, CHAN)


def test_somebody_joins_and_leaves(built_in: Plan) -> None:
    known = replace(CHAN, id="luy-theary")
    plan = edits.apply(built_in, AddSpeaker("welcome", known, SPEAKER))
    assert cast(plan, "welcome") == [
        ("sin-putheary", "speaker", True),
        ("luy-theary", "speaker", True),
    ]
    assert plan.speakers == built_in.speakers

    plan = edits.apply(plan, RemoveSpeaker("welcome", "sin-putheary", SPEAKER))
    assert cast(plan, "welcome") == [("luy-theary", "speaker", True)]
    assert edits.apply(plan, RemoveSpeaker("welcome", "sin-putheary", SPEAKER)) == plan


def test_a_session_is_cancelled_and_takes_place_after_all(built_in: Plan) -> None:
    cancelled = edits.apply(built_in, Cancel("plenary"))
    assert changed(built_in, cancelled) == [
        replace(session(built_in, "plenary"), status=SessionStatus.CANCELLED)
    ]
    assert edits.apply(cancelled, Cancel("plenary")) == cancelled
    assert edits.apply(cancelled, Restore("plenary")) == built_in
    assert edits.apply(built_in, Restore("plenary")) == built_in


def test_a_session_is_added(built_in: Plan) -> None:
    new = replace(briefing(room=FOYER), speakers=session(built_in, "welcome").speakers)
    plan = edits.apply(built_in, Add(new))
    assert changed(built_in, plan) == [new]
    assert [each.id for each in plan.sessions][6:8] == ["lunch-break", "briefing"]
    assert plan.rooms == (*built_in.rooms, FOYER)


def test_a_cancelled_session_leaves_its_room_to_another(built_in: Plan) -> None:
    move = Move("welcome", at(14, 45), at(15))
    with pytest.raises(DoesNotFit):
        edits.apply(built_in, move)
    plan = edits.apply(edits.apply(built_in, Cancel("plenary")), move)
    assert session(plan, "welcome").starts_at == at(14, 45)

    with pytest.raises(DoesNotFit) as caught:
        edits.apply(plan, Restore("plenary"))
    assert (caught.value.why, caught.value.values) == (
        edits.OVERLAP,
        {"title": session(built_in, "welcome").title},
    )


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Move("gone", at(9), at(10)), edits.GONE),
        (Cancel("gone"), edits.GONE),
        (Restore("gone"), edits.GONE),
        (ConfirmSpeaker("gone", "dfat", PANELIST), edits.GONE),
        (Rename("closing", Text("ថ្មី", "New")), edits.CALLED_OFF),
        (AddSpeaker("closing", CHAN, SPEAKER), edits.CALLED_OFF),
        (Move("panel", at(10), at(11)), edits.OVERLAP),
        (Move("panel", at(13), at(13, 31)), edits.OVERLAP),
        (Rehouse("lunch-break", Room("main-hall", FOYER.name)), None),
        (Move("lunch-break", at(13), at(15)), None),
        (Move("panel", at(11), at(11)), Problem.END_NOT_AFTER),
        (Move("panel", at(11), at(10, 50)), Problem.END_NOT_AFTER),
        (Cancel("panel"), None),
        (ConfirmSpeaker("panel", "dfat", SPEAKER), casts.NO_PART),
        (ReplaceSpeaker("panel", "chan", PANELIST, CHAN), casts.NO_PART),
        (
            AddSpeaker("panel", replace(CHAN, id="dfat"), PANELIST),
            casts.TWICE,
        ),
        (ReplaceSpeaker("panel", "cadt", PANELIST, replace(CHAN, id="dfat")), casts.TWICE),
        (Add(briefing("panel")), edits.THERE_ALREADY),
        (Shift(480, ShiftRule.EVERYTHING, False, at(10)), edits.OUT_OF_DAYS),
    ],
)
def test_what_fits_and_what_does_not(built_in: Plan, edit: Edit, why: str | None) -> None:
    plan = edits.apply(built_in, Cancel("closing"))
    if why is None:
        assert edits.apply(plan, edit) != plan
        return
    with pytest.raises(DoesNotFit) as caught:
        edits.apply(plan, edit)
    assert caught.value.why == why


def test_outside_the_days_of_the_event(built_in: Plan) -> None:
    day = timedelta(days=1)
    for starts_at in (at(8) - day, at(23, 30), at(8) + day):
        with pytest.raises(DoesNotFit) as caught:
            edits.apply(built_in, Move("welcome", starts_at, starts_at + timedelta(minutes=31)))
        assert caught.value.why == edits.OUT_OF_DAYS
    last = edits.apply(built_in, Move("welcome", at(23, 30), at(23, 30) + timedelta(minutes=30)))
    assert session(last, "welcome").starts_at == at(23, 30)


def test_without_a_room_sessions_may_be_on_together(built_in: Plan) -> None:
    plan = edits.apply(built_in, Add(briefing()))
    assert session(plan, "briefing") == briefing()


def test_back_to_a_version_what_it_did_not_have_is_cancelled(built_in: Plan) -> None:
    plan = edits.apply(built_in, Add(briefing(room=FOYER)))
    plan = edits.apply(plan, AddSpeaker("briefing", CHAN, SPEAKER))
    plan = edits.apply(plan, Cancel("panel"))

    back = edits.apply(plan, Undo(1, built_in))
    assert changed(built_in, back) == [
        replace(session(plan, "briefing"), status=SessionStatus.CANCELLED)
    ]
    assert (back.event, back.rooms, back.speakers) == (plan.event, plan.rooms, plan.speakers)

    assert edits.apply(back, Undo(2, plan)) == plan
