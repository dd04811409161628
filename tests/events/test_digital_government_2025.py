"""The built-in event against the concept note, row by row."""

import hashlib
import re
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import bot
from bot.services.event_file import read
from storage.models import Contact, Session, SessionSpeaker, Text, Venue

FILE = Path(bot.__file__).parent / "events" / "digital_government_2025.toml"
EVENT = read(FILE)
POLICY = "គោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥"


def session(id_: str) -> Session:
    return next(one for one in EVENT.sessions if one.id == id_)


def row(one: Session) -> tuple[str, str, str, str, str]:
    start, end = (
        f"{at.astimezone(EVENT.event.time_zone):%H:%M}" for at in (one.starts_at, one.ends_at)
    )
    return f"{start}-{end}", one.kind, one.title.en, one.title.km, "qa" if one.qa_open else ""


def part(one: SessionSpeaker) -> tuple[str, str, bool]:
    return one.speaker.name.en, one.role, one.confirmed


def test_event() -> None:
    event = EVENT.event
    assert event.id == "digital-government-2025"
    assert event.title == Text(
        f"សិក្ខាសាលាស្ដីពី{POLICY}", "Workshop on Digital Government Policy 2022-2035"
    )
    assert event.topic == Text(
        "ការកសាងភាពត្រៀមខ្លួនរបស់អង្គការសង្គមស៊ីវិល", "Building Civil Society Organizations Readiness"
    )
    assert event.note == Text(
        "គណៈកម្មការរៀបចំសូមរក្សាសិទ្ធិកែប្រែរបៀបវារៈ ប្រសិនបើចាំបាច់។",
        "Organizing committee reserves the rights to change agenda if it’s necessary.",
    )
    assert (event.first_day, event.last_day) == (date(2025, 7, 3), date(2025, 7, 3))
    assert event.purge_on == date(2025, 10, 3)
    assert (event.time_zone, event.capacity) == (ZoneInfo("Asia/Phnom_Penh"), 170)
    assert event.venue == Venue(
        name=Text("សណ្ឋាគារកាំបូឌីយ៉ាណា (Hotel Cambodiana)", "Hotel Cambodiana"),
        address=Text(
            "លេខ ៣១៣ មាត់ទន្លេព្រះស៊ីសុវត្ថិ (Sisowath Quay) រាជធានីភ្នំពេញ",
            "313 Sisowath Quay (Preah Sisowath Quay), Phnom Penh",
        ),
        latitude=11.5635,
        longitude=104.9353,
    )
    assert event.contact == Contact(Text("លេខាធិការដ្ឋាន CCC", "CCC Secretariat"), None, None)
    assert [organiser.name.en for organiser in event.organisers] == [
        "The Cooperation Committee for Cambodia (CCC)",
        "Open Development Cambodia Organization (ODC)",
    ]
    assert event.file_hash == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_agenda() -> None:
    assert [row(one) for one in EVENT.sessions] == [
        (
            "08:30-09:00",
            "registration",
            "Registration & Welcome Coffee",
            "ការចុះឈ្មោះ និងកាហ្វេស្វាគមន៍",
            "",
        ),
        ("09:00-09:10", "remark", "Welcoming remark", "មតិស្វាគមន៍", ""),
        ("09:10-09:25", "remark", "Opening Remark", "សុន្ទរកថាបើក", ""),
        (
            "09:25-10:30",
            "presentation",
            "Presentation: Overview of the Cambodia Digital Government Policy 2022-2035",
            f"បទបង្ហាញ៖ ទិដ្ឋភាពទូទៅនៃ{POLICY}",
            "qa",
        ),
        ("10:30-10:45", "break", "Coffee Break", "សម្រាកអាហារសម្រន់", ""),
        (
            "10:45-12:00",
            "panel",
            "Panel Discussion: What Does Digital Transformation mean for CSOs?",
            "វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល?",
            "qa",
        ),
        ("12:00-13:30", "lunch", "Lunch Break", "សម្រាកអាហារថ្ងៃត្រង់", ""),
        (
            "13:30-14:45",
            "group_work",
            "Group Work: Identifying Opportunities and Barriers for CSOs",
            "ការងារជាក្រុម៖ ការកំណត់ឱកាស និងឧបសគ្គសម្រាប់អង្គការសង្គមស៊ីវិល",
            "",
        ),
        (
            "14:45-15:30",
            "plenary",
            "Group Presentations & Plenary Discussion",
            "បទបង្ហាញរបស់ក្រុម និងការពិភាក្សាពេញអង្គ",
            "qa",
        ),
        (
            "15:30-16:15",
            "plenary",
            "Co-creating recommendations for strengthening the Digital Readiness of CSOs",
            "ការរួមគ្នារៀបចំអនុសាសន៍ ដើម្បីពង្រឹងភាពត្រៀមខ្លួនផ្នែកឌីជីថលរបស់អង្គការសង្គមស៊ីវិល",
            "qa",
        ),
        ("16:15-16:30", "closing", "Closing Remarks & Next Steps", "មតិបិទ និងជំហានបន្ទាប់", ""),
    ]
    assert EVENT.sessions[0].starts_at.time() == time(1, 30)
    assert {one.id for one in EVENT.sessions if one.room is None} == {"coffee-break", "lunch-break"}


def test_who_does_what() -> None:
    assert {one.id: [part(p) for p in one.speakers] for one in EVENT.sessions} == {
        "registration": [("CCC Secretariat", "facilitator", True)],
        "welcome": [("Sin Putheary", "speaker", True)],
        "opening": [("Chea Sereyvath", "speaker", True)],
        "presentation": [
            ("Luy Theary", "facilitator", True),
            ("Thong Sopymakara", "guest_speaker", True),
        ],
        "coffee-break": [],
        "panel": [
            ("Pheap Bunleng", "facilitator", False),
            ("Thong Sopymakara", "panelist", True),
            ("Representative CADT", "panelist", False),
            ("Thy Try", "panelist", True),
            ("Representative from Development Partner – DFAT", "panelist", False),
        ],
        "lunch-break": [],
        "group-work": [("ODC", "facilitator", True)],
        "plenary": [("All Participants", "speaker", True)],
        "recommendations": [("CCC", "facilitator", True), ("ODC", "facilitator", True)],
        "closing": [("CCC", "facilitator", True), ("ODC", "facilitator", True)],
    }


def test_items_of_the_presentation() -> None:
    implementing = "the implementation of this policy"
    items = [(item.title.en, item.minutes, item.qa) for item in session("presentation").items]
    assert items == [
        ("Objectives, strategic goals, strategies, and priority actions", None, False),
        ("Policy measures being implemented", None, False),
        (
            f"Possible approaches CSOs can use to effectively engage in {implementing}",
            None,
            False,
        ),
        ("Open Discussion: Q&A on the Cambodia Digital Government Policy 2022-2035", 20, True),
    ]
    assert [one.id for one in EVENT.sessions if one.items] == ["presentation"]


def test_khmer_is_written_by_the_house_rules() -> None:
    khmer = re.findall(r'km = "([^"]*)"', FILE.read_text(encoding="utf-8"))
    assert [text for text in khmer if re.search(r"ឲ|\s[។?៖]|[\u200b\u00a0]", text)] == []
