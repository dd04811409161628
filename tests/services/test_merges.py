"""An edited event file and the live agenda: what was edited counts, what was changed live stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.services import edits, event_file
from bot.services.errors import DoesNotFit
from bot.settings import BUILT_IN
from storage.models import (
    Add,
    AddSpeaker,
    Cancel,
    ConfirmSpeaker,
    Edit,
    Import,
    Move,
    Plan,
    Rehouse,
    RemoveSpeaker,
    Rename,
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
)

TEXT = BUILT_IN.read_text("utf-8")
HALL = ('en = "Main hall"', 'en = "Grand hall"')
LATE = Shift(15, ShiftRule.EVERYTHING, False, datetime(2025, 7, 3, 3, 20, tzinfo=UTC))
FOYER = Room("foyer", Text("សាលមុខ", "Foyer"))
CHAN = Speaker("chan", SpeakerKind.PERSON, Text("ចាន់", "Chan"), None, None, None, None)
PANELIST = SessionRole.PANELIST


def edited(*changes: tuple[str, str]) -> Plan:
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return event_file.parse(text)


def without(session_id: str) -> Plan:
    head, *sessions = TEXT.split("[[sessions]]")
    kept = [session for session in sessions if f'id = "{session_id}"' not in session]
    return event_file.parse("[[sessions]]".join([head, *kept]))


def live(plan: Plan, *steps: Edit) -> Plan:
    for step in steps:
        plan = edits.apply(plan, step)
    return plan


def session(plan: Plan, session_id: str) -> Session:
    return next(each for each in plan.sessions if each.id == session_id)


def at(hour: int, minute: int) -> datetime:
    return datetime(2025, 7, 3, hour, minute, tzinfo=UTC) - timedelta(hours=7)


BRIEFING = Session(
    id="briefing",
    kind=SessionKind.OTHER,
    title=Text("សន្និសីទសារព័ត៌មាន", "Press briefing"),
    description=None,
    starts_at=at(12, 15),
    ends_at=at(12, 45),
    room=FOYER,
    qa_open=False,
    items=(),
    speakers=(),
)


def test_into_an_untouched_agenda_a_file_goes_as_it_is(built_in: Plan) -> None:
    file = edited(('en = "Lunch Break"', 'en = "Long lunch"'), HALL)
    assert edits.apply(built_in, Import(file, built_in)) == file


def test_the_same_file_changes_nothing_that_was_changed_live(built_in: Plan) -> None:
    plan = live(
        built_in,
        LATE,
        Rename("welcome", Text("ថ្មី", "New")),
        Rehouse("panel", FOYER),
        ConfirmSpeaker("panel", "dfat", PANELIST),
        Cancel("plenary"),
        Add(BRIEFING),
    )
    assert edits.apply(plan, Import(built_in, built_in)) == plan


def test_what_was_edited_counts_and_what_was_not_stays_as_it_is(built_in: Plan) -> None:
    plan = live(built_in, LATE, Rename("welcome", Text("ថ្មី", "New")))
    file = edited(
        ('en = "Lunch Break"', 'en = "Long lunch"'),
        (
            "start = 2025-07-03 16:15:00\nend = 2025-07-03 16:30:00",
            "start = 2025-07-03 16:30:00\nend = 2025-07-03 17:00:00",
        ),
    )
    after = edits.apply(plan, Import(file, built_in))
    lunch = session(plan, "lunch-break")
    assert [each for each in after.sessions if each not in plan.sessions] == [
        replace(lunch, title=Text(lunch.title.km, "Long lunch")),
        replace(session(plan, "closing"), starts_at=at(16, 30), ends_at=at(17, 0)),
    ]
    assert after.event == file.event


def test_times_that_do_not_go_together_are_all_the_files(built_in: Plan) -> None:
    plan = live(built_in, LATE, Cancel("plenary"))
    file = edited(("end = 2025-07-03 16:30:00", "end = 2025-07-03 17:00:00"))
    after = edits.apply(plan, Import(file, built_in))
    assert [(each.id, each.starts_at, each.ends_at) for each in after.sessions] == [
        (each.id, each.starts_at, each.ends_at) for each in file.sessions
    ]
    assert [each.id for each in after.sessions if each.cancelled] == ["plenary"]


def test_a_session_added_live_that_is_in_the_way_says_so(built_in: Plan) -> None:
    plan = live(built_in, Add(BRIEFING))
    foyer = '[[rooms]]\nid = "foyer"\nname = { km = "សាលមុខ", en = "Foyer" }\n\n# Who stands'
    file = edited(
        ("# Who stands", foyer),
        ('en = "Lunch Break" }', 'en = "Lunch Break" }\nroom = "foyer"'),
    )
    with pytest.raises(DoesNotFit) as caught:
        edits.apply(plan, Import(file, built_in))
    assert caught.value.why == edits.OVERLAP


def test_a_session_that_the_file_does_not_name_any_more_is_cancelled(built_in: Plan) -> None:
    file = without("panel")
    after = edits.apply(built_in, Import(file, built_in))
    panel = replace(session(built_in, "panel"), status=SessionStatus.CANCELLED)
    assert session(after, "panel") == panel
    assert [each for each in after.sessions if each.id != "panel"] == list(file.sessions)

    assert edits.apply(after, Import(built_in, file)) == built_in


def test_cancelled_stays_cancelled_and_added_stays_added(built_in: Plan) -> None:
    plan = live(built_in, Cancel("panel"), Add(BRIEFING))
    after = edits.apply(plan, Import(edited(('en = "Lunch Break"', 'en = "Lunch"')), built_in))
    assert session(after, "panel").cancelled
    assert session(after, "briefing") == BRIEFING
    assert after.rooms == (*built_in.rooms, FOYER)


def test_a_room_renamed_in_the_file_is_renamed_everywhere(built_in: Plan) -> None:
    plan = live(built_in, Rehouse("panel", FOYER), Cancel("plenary"))
    after = edits.apply(plan, Import(edited(HALL), built_in))
    names = {each.id: each.room.name.en for each in after.sessions if each.room}
    assert names == {
        each.id: "Foyer" if each.id == "panel" else "Grand hall"
        for each in built_in.sessions
        if each.room
    }


def test_a_cast_is_merged_part_by_part(built_in: Plan) -> None:
    plan = live(
        built_in,
        ConfirmSpeaker("panel", "dfat", PANELIST),
        RemoveSpeaker("panel", "thy-try", PANELIST),
        AddSpeaker("panel", CHAN, PANELIST),
    )
    file = edited(
        ('    { speaker = "cadt", role = "panelist", confirmed = false },\n', ""),
        ('role = "facilitator", confirmed = false },', 'role = "facilitator" },'),
        (
            '    { speaker = "dfat", role',
            '    { speaker = "odc", role = "moderator" },\n    { speaker = "dfat", role',
        ),
    )
    after = edits.apply(plan, Import(file, built_in))
    assert [
        (part.speaker.id, part.role.value, part.confirmed)
        for part in session(after, "panel").speakers
    ] == [
        ("pheap-bunleng", "facilitator", True),
        ("thong-sopymakara", "panelist", True),
        ("odc", "moderator", True),
        ("dfat", "panelist", True),
        ("chan", "panelist", True),
    ]
    assert CHAN in after.speakers


def test_without_a_base_the_file_is_all_there_is(built_in: Plan) -> None:
    plan = live(built_in, LATE, Cancel("panel"), Add(BRIEFING))
    after = edits.apply(plan, Import(without("plenary"), None))
    assert {each.id for each in after.sessions if each.cancelled} == {"plenary", "briefing"}
    assert [each for each in after.sessions if not each.cancelled] == [
        each for each in built_in.sessions if each.id != "plenary"
    ]


def test_a_moved_session_of_the_file_keeps_what_else_was_changed(built_in: Plan) -> None:
    plan = live(built_in, Rehouse("welcome", FOYER), Move("welcome", at(8, 40), at(8, 50)))
    file = edited(
        (
            "start = 2025-07-03 09:00:00\nend = 2025-07-03 09:10:00",
            "start = 2025-07-03 09:02:00\nend = 2025-07-03 09:10:00",
        )
    )
    welcome = session(edits.apply(plan, Import(file, built_in)), "welcome")
    assert (welcome.starts_at, welcome.ends_at, welcome.room) == (at(9, 2), at(9, 10), FOYER)
