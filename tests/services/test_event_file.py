"""Every fault of an event file, each with its exact place and words."""

# ruff: noqa: E501 -- one fault on one line reads as a table

import runpy
from pathlib import Path
from typing import Any

import pytest

from bot.services.event_file import EventFileError, Fault, Problem, parse

SAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "events" / "small_event.py"))["SMALL_EVENT"]


def faults(text: str) -> list[Fault]:
    with pytest.raises(EventFileError) as caught:
        parse(text)
    return list(caught.value.faults)


def changed(old: str, new: str) -> str:
    assert SAMPLE.count(old) == 1, old
    return str(SAMPLE.replace(old, new))


def fault(where: str, problem: Problem, **values: Any) -> Fault:
    return Fault(where, problem, values)


CASES = [
    # keys
    ("capacity = 100", "capacitee = 100", fault("event.capacitee", Problem.CLOSE_KEY, suggestion="capacity")),
    ("capacity = 100", "zzz = 100", fault("event.zzz", Problem.UNKNOWN_KEY)),
    ('en = "Topic"', 'en = "Topic", fr = "Sujet"', fault("event.topic.fr", Problem.UNKNOWN_KEY)),
    ("latitude = 11.5\n", "", fault("event.venue.latitude", Problem.MISSING)),
    ('kind = "panel"\n', "", fault("sessions[2] (panel).kind", Problem.MISSING)),
    # types
    ('id = "small-2026"', "id = 7", fault("event.id", Problem.NOT_TEXT)),
    ('phone = "012 345 678"', "phone = 12345678", fault("event.contact.phone", Problem.NOT_TEXT)),
    ('kind = "panel"', "kind = 1", fault("sessions[2] (panel).kind", Problem.NOT_TEXT)),
    ('en = "Topic"', "en = 1", fault("event.topic.en", Problem.NOT_TEXT)),
    ('{ km = "ប្រធានបទ", en = "Topic" }', '"Topic"', fault("event.topic", Problem.NOT_WORDS)),
    ("capacity = 100", "capacity = 1.5", fault("event.capacity", Problem.NOT_WHOLE)),
    ("capacity = 100", "capacity = true", fault("event.capacity", Problem.NOT_WHOLE)),
    ("latitude = 11.5", 'latitude = "11.5"', fault("event.venue.latitude", Problem.NOT_NUMBER)),
    ("qa_open = true", 'qa_open = "yes"', fault("sessions[2] (panel).qa_open", Problem.NOT_FLAG)),
    ("optional = true", "optional = 1", fault("sessions[2] (panel).optional", Problem.NOT_FLAG)),
    ("purge_on = 2026-06-01", 'purge_on = "2026-06-01"', fault("event.purge_on", Problem.NOT_DAY)),
    ("purge_on = 2026-06-01", "purge_on = 2026-06-01T08:00:00", fault("event.purge_on", Problem.NOT_DAY)),
    ("start = 2026-03-01 09:00:00", "start = 2026-03-01", fault("sessions[2] (panel).start", Problem.NOT_TIME)),
    ("start = 2026-03-01 09:00:00", "start = 2026-03-01 09:00:00Z", fault("sessions[2] (panel).start", Problem.NOT_TIME)),
    ("start = 2026-03-01 09:00:00", "start = 0026-03-01 09:00:00", fault("sessions[2] (panel).start", Problem.NOT_TIME)),
    ('speakers = [{ speaker = "ann", role = "speaker" }]', 'speakers = ["ann"]', fault("sessions[1] (talk).speakers", Problem.NOT_ROWS)),
    # texts
    ('km = "ប្រធានបទ", ', "", fault("event.topic.km", Problem.MISSING_LANGUAGE)),
    (', en = "Topic"', "", fault("event.topic.en", Problem.MISSING_LANGUAGE)),
    ('en = "Topic"', 'en = " "', fault("event.topic.en", Problem.MISSING_LANGUAGE)),
    ('km = "អង្គការ", ', "", fault("speakers[2] (ngo).name.km", Problem.MISSING_LANGUAGE)),
    ('phone = "012 345 678"', 'phone = ""', fault("event.contact.phone", Problem.EMPTY)),
    ('km = "ប្រធានបទ"', 'km = "Topic ១"', fault("event.topic.km", Problem.NO_KHMER)),
    ('km = "ប្រធានបទ"', 'km = "ប្រធាន\u200bបទ"', fault("event.topic.km", Problem.ZERO_WIDTH, near="ប្រធានបទ")),
    ('en = "Topic"', f'en = "{"x" * 121}"', fault("event.topic.en", Problem.TOO_LONG, length=121, limit=120)),
    ('en = "About"', f'en = "{"x" * 2001}"', fault("event.organisers[1] (host).description.en", Problem.TOO_LONG, length=2001, limit=2000)),
    # ids and choices
    ('id = "small-2026"', 'id = "Small 2026"', fault("event.id", Problem.BAD_ID)),
    ('id = "small-2026"', f'id = "{"x" * 33}"', fault("event.id", Problem.BAD_ID)),
    ('id = "foyer"', 'id = "hall-a"', fault("rooms[3] (hall-a).id", Problem.TAKEN_ID, id="hall-a", place="rooms[1]")),
    ('id = "panel"', 'id = "talk"', fault("sessions[2] (talk).id", Problem.TAKEN_ID, id="talk", place="sessions[1]")),
    ('id = "all"', 'id = "ann"', fault("speakers[4] (ann).id", Problem.TAKEN_ID, id="ann", place="speakers[1]")),
    ('id = "guest"', 'id = "host"', fault("event.organisers[2] (host).id", Problem.TAKEN_ID, id="host", place="event.organisers[1]")),
    ('kind = "group"', 'kind = "team"', fault("speakers[4] (all).kind", Problem.BAD_CHOICE, value="team", choices="person, organisation, group")),
    ('role = "panelist"', 'role = "chair"', fault("sessions[2] (panel).speakers[1].role", Problem.BAD_CHOICE, value="chair", choices="speaker, guest_speaker, panelist, facilitator, moderator")),
    ('kind = "panel"', 'kind = "talk"', fault("sessions[2] (panel).kind", Problem.BAD_CHOICE, value="talk", choices="registration, remark, presentation, panel, group_work, plenary, break, lunch, closing, other")),
    # numbers
    ("latitude = 11.5", "latitude = 90.1", fault("event.venue.latitude", Problem.OUT_OF_RANGE, low=-90, high=90)),
    ("longitude = 104.9", "longitude = nan", fault("event.venue.longitude", Problem.OUT_OF_RANGE, low=-180, high=180)),
    ("capacity = 100", "capacity = 0", fault("event.capacity", Problem.OUT_OF_RANGE, low=1, high=1_000_000)),
    ("minutes = 20", "minutes = 0", fault("sessions[1] (talk).items[1].minutes", Problem.OUT_OF_RANGE, low=1, high=1440)),
    # one part against another
    ('room = "hall-b"', 'room = "hall-c"', fault("sessions[2] (panel).room", Problem.NO_ROOM, id="hall-c")),
    ('speaker = "ngo"', 'speaker = "bob"', fault("sessions[2] (panel).speakers[1].speaker", Problem.NO_SPEAKER, id="bob")),
    ('speaker = "eve", role = "moderator"', 'speaker = "ngo", role = "panelist"', fault("sessions[2] (panel).speakers[2]", Problem.TWICE, speaker="ngo", role="panelist")),
    ("minutes = 20", "minutes = 61", fault("sessions[1] (talk).items", Problem.LONG_ITEMS, minutes=61, length=60)),
    ('"Asia/Phnom_Penh"', '"Asia/Angkor"', fault("event.time_zone", Problem.BAD_ZONE, zone="Asia/Angkor")),
    ('"Asia/Phnom_Penh"', '"../etc"', fault("event.time_zone", Problem.BAD_ZONE, zone="../etc")),
    ('"Asia/Phnom_Penh"', '"Asia"', fault("event.time_zone", Problem.BAD_ZONE, zone="Asia")),
    ("last_day = 2026-03-01", "last_day = 2026-02-28", fault("event.last_day", Problem.DAYS_REVERSED)),
    ("purge_on = 2026-06-01", "purge_on = 2026-03-01", fault("event.purge_on", Problem.EARLY_PURGE, last_day="2026-03-01")),
    ("start = 2026-03-01 10:00:00", "start = 2026-02-28 10:00:00", fault("sessions[3] (end).start", Problem.OUT_OF_DAYS, first_day="2026-03-01", last_day="2026-03-01")),
    ("end = 2026-03-01 11:00:00", "end = 2026-03-02 00:01:00", fault("sessions[3] (end).end", Problem.OUT_OF_DAYS, first_day="2026-03-01", last_day="2026-03-01")),
    ("end = 2026-03-01 11:00:00", "end = 2026-03-01 10:00:00", fault("sessions[3] (end).end", Problem.END_NOT_AFTER)),
    ('room = "hall-b"', 'room = "hall-a"', fault("sessions[2] (panel).start", Problem.OVERLAP, other="sessions[1] (talk)")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_one_fault(old: str, new: str, expected: Fault) -> None:
    assert faults(changed(old, new)) == [expected]


def test_sessions_without_a_room_do_not_overlap_either() -> None:
    text = str(SAMPLE).replace('room = "hall-a"\n', "").replace('room = "hall-b"\n', "")
    expected = fault("sessions[2] (panel).start", Problem.OVERLAP, other="sessions[1] (talk)")
    assert faults(text) == [expected]


def test_a_long_session_overlaps_with_all_that_start_in_it() -> None:
    text = str(SAMPLE).replace("end = 2026-03-01 09:30:00", "end = 2026-03-01 12:00:00")
    expected = [
        fault(f"sessions[{name}.start", Problem.OVERLAP, other="sessions[1] (talk)")
        for name in ("2] (panel)", "3] (end)")
    ]
    for room in ('room = "hall-a"\n', 'room = "hall-b"\n'):
        text = text.replace(room, "")
    assert faults(text) == expected


def test_the_length_of_a_session_knows_summer_time() -> None:
    text = (
        str(SAMPLE).replace("2026-03-01", "2026-03-29").replace("Asia/Phnom_Penh", "Europe/Paris")
    )
    text = text.replace("start = 2026-03-29 08:30:00", "start = 2026-03-29 01:30:00")
    text = text.replace("end = 2026-03-29 09:30:00", "end = 2026-03-29 03:15:00")
    expected = fault("sessions[1] (talk).items", Problem.LONG_ITEMS, minutes=50, length=45)
    assert faults(text.replace("minutes = 20", "minutes = 50")) == [expected]


def test_an_event_needs_a_session() -> None:
    text = str(SAMPLE).partition("[[sessions]]")[0]
    assert faults(text) == [fault("sessions", Problem.MISSING)]
    assert faults("sessions = []\n" + text) == [fault("sessions", Problem.EMPTY_LIST)]


def test_an_empty_file_lacks_its_tables() -> None:
    assert faults("") == [fault("event", Problem.MISSING), fault("sessions", Problem.MISSING)]


def test_a_value_where_a_table_belongs() -> None:
    text = "event = 1\n" + str(SAMPLE)[str(SAMPLE).index("[[rooms]]") :]
    assert faults(text) == [fault("event", Problem.NOT_TABLE)]


def test_all_faults_at_once_in_the_order_of_the_file() -> None:
    text = str(SAMPLE)
    for old, new in (
        ('id = "small-2026"', 'id = "Small"'),
        ("longitude = 104.9\n", ""),
        ('km = "អង្គការ", ', ""),
        ('room = "hall-b"', 'room = "hall-c"'),
        ('role = "panelist"', 'role = "chair"'),
        ("end = 2026-03-01 11:00:00", "end = 2026-03-01 10:00:00"),
        ("purge_on = 2026-06-01", "purge_on = 2026-03-01\ncolour = 1"),
    ):
        text = text.replace(old, new)

    with pytest.raises(EventFileError) as caught:
        parse(text)

    roles = "speaker, guest_speaker, panelist, facilitator, moderator"
    bad_role = f"“chair” is not possible here. Choose one of these: {roles}."
    early = Problem.EARLY_PURGE.format(last_day="2026-03-01")
    assert str(caught.value).splitlines() == [
        "event.id: An id has 1 to 32 letters a-z, digits and hyphens, no hyphen first. Correct it.",
        f"event.purge_on: {early}",
        "event.colour: There is no such key. Remove it.",
        "event.venue.longitude: This is missing. Add it.",
        "speakers[2] (ngo).name.km: The text in this language is missing. Write it.",
        "sessions[2] (panel).room: No room has the id “hall-c”. Add the room or correct the id.",
        f"sessions[2] (panel).speakers[1].role: {bad_role}",
        f"sessions[3] (end).end: {Problem.END_NOT_AFTER}",
    ]
