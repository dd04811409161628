"""Everybody whom the built-in event names, against the concept note."""

from pathlib import Path

import bot
from bot.services.event_file import read
from storage.models import Speaker, Text

EVENT = read(Path(bot.__file__).parent / "events" / "digital_government_2025.toml")
CCC = Text("គណៈកម្មាធិការសហប្រតិបត្តិការដើម្បីកម្ពុជា (CCC)", "CCC")
ODC = Text("អង្គការទិន្នន័យអំពីការអភិវឌ្ឍ (ODC)", "ODC")


def who(one: Speaker) -> tuple[str, Text | None, Text | None, Text | None]:
    assert one.name.en == one.name.km
    return one.name.km, one.honorific, one.position, one.organisation


def test_people_keep_the_names_and_honorifics_of_the_source() -> None:
    excellency, committee = Text("ឯកឧត្តម", "H.E"), "គណៈកម្មាធិការរដ្ឋាភិបាលឌីជីថល"
    assert {one.id: who(one) for one in EVENT.speakers if one.kind == "person"} == {
        "sin-putheary": (
            "Sin Putheary",
            Text("លោកស្រី", "Ms."),
            Text("នាយិកាប្រតិបត្តិ", "Executive Director"),
            CCC,
        ),
        "chea-sereyvath": (
            "Chea Sereyvath",
            excellency,
            Text("អគ្គលេខាធិការ", "Secretary General"),
            Text(
                f"អគ្គលេខាធិការដ្ឋាននៃ{committee}",
                "General Secretariat of the Digital Government Committee",
            ),
        ),
        "luy-theary": (
            "Luy Theary",
            Text("លោកស្រី", "Ms."),
            Text("ប្រធានកម្មវិធី", "Head of Program"),
            None,
        ),
        "thong-sopymakara": (
            "Thong Sopymakara",
            excellency,
            Text("អគ្គលេខាធិការរង", "Deputy Secretary-General"),
            Text(committee, "Digital Government Committee"),
        ),
        "thy-try": ("Thy Try", None, Text("នាយកប្រតិបត្តិ", "Executive Director"), ODC),
        "pheap-bunleng": (
            "Pheap Bunleng",
            Text("លោក", "Mr."),
            Text("មន្ត្រីកម្មវិធី", "Program Officer"),
            Text("អង្គការយូណេស្កូប្រចាំកម្ពុជា", "UNESCO Cambodia"),
        ),
    }


def test_organisations_and_groups() -> None:
    others = {one.id: (one.kind.value, one.name) for one in EVENT.speakers if one.kind != "person"}
    assert others == {
        "ccc-secretariat": ("organisation", Text("លេខាធិការដ្ឋាន CCC", "CCC Secretariat")),
        "cadt": (
            "organisation",
            Text("តំណាងបណ្ឌិត្យសភាបច្ចេកវិទ្យាឌីជីថលកម្ពុជា (CADT)", "Representative CADT"),
        ),
        "dfat": (
            "organisation",
            Text(
                "តំណាងដៃគូអភិវឌ្ឍន៍ – ក្រសួងការបរទេស និងពាណិជ្ជកម្មអូស្ត្រាលី (DFAT)",
                "Representative from Development Partner – DFAT",
            ),
        ),
        "odc": ("organisation", ODC),
        "all-participants": ("group", Text("អ្នកចូលរួមទាំងអស់", "All Participants")),
        "ccc": ("organisation", CCC),
    }
