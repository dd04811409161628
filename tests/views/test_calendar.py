from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.views.calendar import calendar
from storage.models import Agenda, Locale, SessionStatus

# In UTC, seven hours behind Phnom Penh.
TIMES = {
    "registration": "01:30-02:00",
    "welcome": "02:00-02:10",
    "opening": "02:10-02:25",
    "presentation": "02:25-03:30",
    "coffee-break": "03:30-03:45",
    "panel": "03:45-05:00",
    "lunch-break": "05:00-06:30",
    "group-work": "06:30-07:45",
    "plenary": "07:45-08:30",
    "recommendations": "08:30-09:15",
    "closing": "09:15-09:30",
}


def read(agenda: Agenda, locale: Locale) -> Any:
    return Calendar.from_ical(calendar(agenda, locale))


def entry(agenda: Agenda, session_id: str, locale: Locale) -> Any:
    uid = f"{session_id}.digital-government-2025@workshop-bot"
    return next(each for each in read(agenda, locale).walk("VEVENT") if each["UID"] == uid)


@pytest.mark.parametrize("locale", Locale)
def test_every_session_stands_there_at_its_instant(agenda: Agenda, locale: Locale) -> None:
    written = {}
    for each in read(agenda, locale).walk("VEVENT"):
        start, end = (each[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
        assert {start.date(), end.date()} == {datetime(2025, 7, 3, tzinfo=UTC).date()}
        written[str(each["UID"])] = f"{start:%H:%M}-{end:%H:%M}"

    assert written == {
        f"{id_}.digital-government-2025@workshop-bot": times for id_, times in TIMES.items()
    }


@pytest.mark.parametrize("locale", Locale)
def test_the_time_zone_is_described(agenda: Agenda, locale: Locale) -> None:
    its = read(agenda, locale)

    assert [str(zone["TZID"]) for zone in its.walk("VTIMEZONE")] == ["Asia/Phnom_Penh"]
    assert {each["DTSTART"].params["TZID"] for each in its.walk("VEVENT")} == {"Asia/Phnom_Penh"}
    offsets = {part["TZOFFSETTO"].td.total_seconds() for part in its.walk("STANDARD")}
    assert offsets == {7 * 3600}


def test_calendars_learn_what_moved_and_what_was_cancelled(agenda: Agenda) -> None:
    """A higher sequence takes the place of the copy in a calendar. Source: RFC 5545, 3.8.7.4."""
    panel = replace(agenda.sessions[5], sequence=2, status=SessionStatus.CANCELLED)
    its = Agenda(agenda.event, (agenda.sessions[4], panel))

    written = read(its, Locale.EN)

    assert str(written["METHOD"]) == "PUBLISH"
    assert [
        (str(each["UID"]).partition(".")[0], int(each["SEQUENCE"]), str(each["STATUS"]))
        for each in written.walk("VEVENT")
    ] == [("coffee-break", 0, "CONFIRMED"), ("panel", 2, "CANCELLED")]


@pytest.mark.parametrize("locale", Locale)
def test_the_same_agenda_gives_the_same_bytes(agenda: Agenda, locale: Locale) -> None:
    assert calendar(agenda, locale) == calendar(agenda, locale)


@pytest.mark.parametrize("locale", Locale)
def test_lines_are_folded_between_characters(agenda: Agenda, locale: Locale) -> None:
    """At most 75 octets a line, CRLF at its end. Source: RFC 5545, 3.1."""
    content = calendar(agenda, locale)

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_what_an_entry_says(agenda: Agenda) -> None:
    said = {
        locale: {
            name: str(entry(agenda, "presentation", locale)[name])
            for name in ("SUMMARY", "LOCATION", "DESCRIPTION")
        }
        for locale in Locale
    }

    assert said[Locale.EN] == {
        "SUMMARY": "Presentation: Overview of the Cambodia Digital Government Policy 2022-2035",
        "LOCATION": "Main hall, Hotel Cambodiana",
        "DESCRIPTION": (
            "• Objectives, strategic goals, strategies, and priority actions\n"
            "• Policy measures being implemented\n"
            "• Possible approaches CSOs can use to effectively engage in the implementation of"
            " this policy\n"
            "• Open Discussion: Q&A on the Cambodia Digital Government Policy 2022-2035\n"
            "Ms. Luy Theary, Head of Program\n"
            "H.E Thong Sopymakara, Deputy Secretary-General, Digital Government Committee"
        ),
    }
    assert said[Locale.KM]["SUMMARY"].startswith("បទបង្ហាញ៖ ទិដ្ឋភាពទូទៅនៃគោលនយោបាយ")
    assert said[Locale.KM]["LOCATION"] == "សាលធំ, សណ្ឋាគារកាំបូឌីយ៉ាណា (Hotel Cambodiana)"
    assert "\nលោកស្រី Luy Theary ប្រធានកម្មវិធី\n" in said[Locale.KM]["DESCRIPTION"]


def test_a_break_has_a_place_but_nothing_to_tell(agenda: Agenda) -> None:
    coffee = entry(agenda, "coffee-break", Locale.EN)

    assert str(coffee["LOCATION"]) == "Hotel Cambodiana"
    assert coffee["GEO"].to_ical() == "11.5635;104.9353"
    assert "DESCRIPTION" not in coffee


def test_the_calendar_carries_the_event_s_name_and_zone(agenda: Agenda) -> None:
    its = read(agenda, Locale.EN)

    assert {name: str(its[name]) for name in ("VERSION", "METHOD", "CALSCALE")} == {
        "VERSION": "2.0",
        "METHOD": "PUBLISH",
        "CALSCALE": "GREGORIAN",
    }
    assert str(its["X-WR-CALNAME"]) == "Workshop on Digital Government Policy 2022-2035"
    assert str(its["X-WR-TIMEZONE"]) == "Asia/Phnom_Penh"
    assert [error for each in its.walk() for error in each.errors] == []


def test_a_big_event_is_written_too(big_agenda: Agenda) -> None:
    entries = read(big_agenda, Locale.KM).walk("VEVENT")

    assert len({str(each["UID"]) for each in entries}) == 60
