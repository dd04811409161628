"""What reading an event file gives, and what keeps a file from being read."""

import contextlib
import hashlib
import runpy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.event_file import EventFileError, Fault, Problem, parse, parse_bytes, read
from storage.models import (
    NO,
    Contact,
    Event,
    EventOrganiser,
    ItemKind,
    Plan,
    Room,
    Scale,
    Session,
    SessionItem,
    SessionKind,
    SessionRole,
    SessionSpeaker,
    Speaker,
    SpeakerKind,
    Survey,
    SurveyItem,
    SurveyOption,
    SurveySection,
    Text,
    Venue,
)

SMALL: str = runpy.run_path(str(Path(__file__).parents[1] / "events" / "small_event.py"))[
    "SMALL_EVENT"
]
HALL_A, HALL_B = Room("hall-a", Text("សាល ក", "Hall A")), Room("hall-b", Text("សាល ខ", "Hall B"))
FOYER = Room("foyer", Text("សាលមុខ", "Foyer"))
NOTHING = (None, None, None, None)
ANN = Speaker("ann", SpeakerKind.PERSON, Text("Ann", "Ann"), *NOTHING)
NGO = Speaker("ngo", SpeakerKind.ORGANISATION, Text("អង្គការ", "NGO"), *NOTHING)
EVE = Speaker("eve", SpeakerKind.PERSON, Text("អេវ", "Eve"), *NOTHING)
ALL = Speaker("all", SpeakerKind.GROUP, Text("អ្នកចូលរួម", "All"), *NOTHING)

EVENT = Event(
    id="small-2026",
    title=Text("សិក្ខាសាលា", "Workshop"),
    topic=Text("ប្រធានបទ", "Topic"),
    note=None,
    first_day=date(2026, 3, 1),
    last_day=date(2026, 3, 1),
    time_zone=ZoneInfo("Asia/Phnom_Penh"),
    venue=Venue(Text("សណ្ឋាគារ", "Hotel"), Text("រាជធានីភ្នំពេញ", "Phnom Penh"), 11.5, 104.9),
    contact=Contact(None, "012 345 678", None),
    capacity=100,
    purge_on=date(2026, 6, 1),
    organisers=(
        EventOrganiser("host", Text("CCC", "CCC"), Text("អំពី CCC", "About")),
        EventOrganiser("guest", Text("ODC", "ODC"), Text("អំពី ODC", "Of ODC")),
    ),
    file_hash=hashlib.sha256(SMALL.encode()).hexdigest(),
)
TALK = Session(
    id="talk",
    kind=SessionKind.PRESENTATION,
    title=Text("បទបង្ហាញ", "Talk"),
    description=None,
    starts_at=datetime(2026, 3, 1, 1, 30, tzinfo=UTC),
    ends_at=datetime(2026, 3, 1, 2, 30, tzinfo=UTC),
    room=HALL_A,
    qa_open=False,
    items=(SessionItem(Text("សំណួរ", "Questions"), 20, qa=True),),
    speakers=(SessionSpeaker(ANN, SessionRole.SPEAKER, confirmed=True),),
)
PANEL = Session(
    id="panel",
    kind=SessionKind.PANEL,
    title=Text("វេទិកាពិភាក្សា", "Panel"),
    description=Text("អំពីវេទិកា", "Of the panel"),
    starts_at=datetime(2026, 3, 1, 2, 0, tzinfo=UTC),
    ends_at=datetime(2026, 3, 1, 3, 0, tzinfo=UTC),
    room=HALL_B,
    qa_open=True,
    items=(),
    speakers=(
        SessionSpeaker(NGO, SessionRole.PANELIST, confirmed=True),
        SessionSpeaker(EVE, SessionRole.MODERATOR, confirmed=False),
    ),
    optional=True,
)
END = Session(
    id="end",
    kind=SessionKind.CLOSING,
    title=Text("មតិបិទ", "End"),
    description=None,
    starts_at=datetime(2026, 3, 1, 3, 0, tzinfo=UTC),
    ends_at=datetime(2026, 3, 1, 4, 0, tzinfo=UTC),
    room=None,
    qa_open=False,
    items=(),
    speakers=(),
)

POLICY = SurveySection(
    "policy",
    Text("គោលនយោបាយ", "Policy"),
    (
        SurveyItem("before", ItemKind.SCALE, Text("មុន?", "Before?"), scale=Scale.KNOWLEDGE),
        SurveyItem(
            "after",
            ItemKind.SCALE,
            Text("ក្រោយ?", "After?"),
            required=True,
            scale=Scale.KNOWLEDGE,
            compares_with="before",
        ),
    ),
)


def options(**texts: tuple[str, str]) -> tuple[SurveyOption, ...]:
    return tuple(SurveyOption(id_, Text(*both)) for id_, both in texts.items())


DAY = SurveySection(
    "day",
    Text("ថ្ងៃនេះ", "The day"),
    (
        SurveyItem(
            "best",
            ItemKind.CHOICE,
            Text("ល្អបំផុត?", "Best?"),
            options=options(food=("អាហារ", "Food"), people=("មនុស្ស", "People")),
        ),
        SurveyItem(
            "barriers",
            ItemKind.CHOICES,
            Text("ឧបសគ្គ?", "Barriers?"),
            options=options(money=("ថវិកា", "Money"), time=("ពេល", "Time")),
        ),
        SurveyItem(
            "interpretation",
            ItemKind.YES_NO,
            Text("បានប្រើ?", "Used?"),
            follow_up=Text("ហេតុអ្វី?", "Why not?"),
            follow_up_on=NO,
        ),
        SurveyItem("last", ItemKind.TEXT, Text("អ្វីទៀត?", "Else?")),
    ),
)
SURVEY = Survey(
    title=Text("ការស្ទង់មតិ", "Survey"),
    introduction=Text("សូមប្រាប់យើងខ្ញុំ។", "Please tell us."),
    opens="end",
    closes=datetime(2026, 4, 1, 13, tzinfo=UTC),
    nudges=(
        datetime(2026, 3, 30, 12, tzinfo=UTC),
        datetime(2026, 3, 31, 1, 30, tzinfo=UTC),
    ),
    sections=(POLICY, DAY),
    feedback=False,
)


def only_fault(data: bytes) -> Fault:
    with pytest.raises(EventFileError) as caught:
        parse_bytes(data)
    (fault,) = caught.value.faults
    return fault


def test_the_whole_file() -> None:
    rooms, speakers = (HALL_A, HALL_B, FOYER), (ANN, NGO, EVE, ALL)
    expected = Plan(EVENT, rooms, speakers, (TALK, PANEL, END), SURVEY)
    assert parse(SMALL) == expected


def test_an_event_may_have_no_survey() -> None:
    assert parse(SMALL.partition("[survey]")[0]).survey is None


def test_a_survey_without_reminders_asks_for_feedback_on_sessions() -> None:
    text = SMALL.replace("nudges = [2026-03-30 19:00:00, 2026-03-31 08:30:00]\n", "")
    expected = replace(SURVEY, nudges=(), feedback=True)
    assert parse(text.replace("feedback = false\n", "")).survey == expected


def test_sessions_come_in_order_of_time() -> None:
    head, *sessions = SMALL.split("[[sessions]]")
    file = parse("[[sessions]]".join([head, *reversed([text + "\n" for text in sessions])]))
    assert file.sessions == (TALK, PANEL, END)


def test_a_session_may_end_at_midnight() -> None:
    file = parse(SMALL.replace("end = 2026-03-01 11:00:00", "end = 2026-03-02 00:00:00"))
    assert file.sessions[-1].ends_at == datetime(2026, 3, 1, 17, tzinfo=UTC)


def test_a_file_from_a_windows_editor(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    path = tmp_path / "event.toml"
    path.write_bytes(data)

    file = read(path)

    assert file.sessions == (TALK, PANEL, END)
    assert file.event.file_hash == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["none.toml", ".", "a\0b"])
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(EventFileError) as caught:
        read(path)
    assert caught.value.faults == (Fault("file", Problem.UNREADABLE_FILE, {"name": str(path)}),)


def test_a_file_of_more_than_a_mebibyte(tmp_path: Path) -> None:
    path = tmp_path / "event.toml"
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(EventFileError) as caught:
        read(path)
    assert caught.value.faults == (Fault("file", Problem.LARGE_FILE),)


def test_a_file_of_just_a_mebibyte() -> None:
    data = SMALL.encode()
    assert parse_bytes(data + b"#" * (1024 * 1024 - len(data))).sessions == (TALK, PANEL, END)


def test_a_file_that_is_not_utf_8() -> None:
    assert only_fault('title = "Café"'.encode("latin-1")) == Fault("file", Problem.NOT_UTF8)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"[event]\nid = \n", 2, "Invalid value"),
        (b"[event]\nid = 1\nid = 2\n", 3, "Cannot overwrite a value"),
        (b'[event]\nid = "open', 2, "Unterminated string"),
    ],
)
def test_what_is_not_toml(data: bytes, line: int, reason: str) -> None:
    assert only_fault(data) == Fault("file", Problem.BAD_TOML, {"line": line, "reason": reason})


@pytest.mark.parametrize(
    "data", [b"a = " + b"9" * 5000, b"a = " + b"[" * 5000, b"a." * 501 + b"a = 1"]
)
def test_values_that_no_event_has(data: bytes) -> None:
    assert only_fault(data) == Fault("file", Problem.UNREADABLE_TOML)


def test_keys_inside_keys_inside_keys() -> None:
    data = b"event." + b"a." * 400 + b"a = 1\n" + SMALL.partition("[[rooms]]")[2].encode()
    with pytest.raises(EventFileError):
        parse_bytes(data)


def test_a_long_wrong_value_is_cut_between_clusters() -> None:
    fault = only_fault(SMALL.replace('kind = "group"', f'kind = "{"ស្រី" * 50}"').encode())
    assert fault.values["value"] == "ស្រី" * 40


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_becomes_of_a_line_there_is_an_answer(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    values = st.sampled_from(["", "0", "-1", "nan", '""', "[]", "[1]", "{}", "[{}]", "2026-03-01"])
    kept = lines[at].partition("=")[0]
    lines[at] = data.draw(st.just("") | st.text() | values.map(lambda value: f"{kept}= {value}"))
    with contextlib.suppress(EventFileError):
        parse("\n".join(lines))


def test_a_fault_stays_on_one_line() -> None:
    text = SMALL.replace("capacity = 100", '"key\\n1" = 1').replace(
        '"hall-b"\nqa', '"hall\\nc"\nqa'
    )
    with pytest.raises(EventFileError) as caught:
        parse(text)
    assert str(caught.value).splitlines() == [
        "event.key 1: There is no such key. Remove it.",
        "sessions[2] (panel).room: No room has the id “hall c”. Add the room or correct the id.",
    ]
