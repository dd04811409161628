"""What people type at each step, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import answers
from storage.models import Level, Problem
from storage.places import LEVELS, PROVINCES


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Sok Dara", "Sok Dara"),
        ("  sok \t dara\n", "sok dara"),
        ("សុខ ដារ៉ា", "សុខ ដារ៉ា"),
        ("សុខ\u200bដារ៉ា", "សុខដារ៉ា"),
        ("Dr. Anne-Marie O’Neil", "Dr. Anne-Marie O’Neil"),
        ("Nguyễn Thị", "Nguyễn Thị"),
        ("<b>Dara</b> & Co", Problem.NAME),  # a slash
        ("<Dara> & Sok", "<Dara> & Sok"),
        ("Li", "Li"),
        ("x" * 80, "x" * 80),
        ("x" * 81, Problem.NAME_TOO_LONG),
        ("L", Problem.NAME),
        ("", Problem.NAME),
        ("\u200b", Problem.NAME),
        ("12", Problem.NAME),
        ("Dara 1", Problem.NAME),
        ("ដារ៉ា ១", Problem.NAME),
        ("@dara", Problem.NAME),
        ("/start", Problem.NAME),
        ("🙂🙂🙂", Problem.NAME),
        ("....", Problem.NAME),
    ],
)
def test_a_name(typed: str, read: str | Problem) -> None:
    assert answers.a_name(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ODC", "ODC"),
        (" Open  Development\nCambodia ", "Open Development Cambodia"),
        ("អង្គការ ៣", "អង្គការ ៣"),
        ("3SPN/NGO@home", "3SPN/NGO@home"),
        ("x" * 120, "x" * 120),
        ("x" * 121, Problem.ORGANISATION),
        ("x", Problem.ORGANISATION),
        ("123", Problem.ORGANISATION),
        ("-", Problem.ORGANISATION),
        ("", Problem.ORGANISATION),
    ],
)
def test_an_organisation(typed: str, read: str | Problem) -> None:
    assert answers.an_organisation(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Researcher", "Researcher"),
        ("  នាយក  ", "នាយក"),
        ("Officer 2", "Officer 2"),
        ("x" * 80, "x" * 80),
        ("x" * 81, Problem.POSITION),
        ("x", Problem.POSITION),
        ("12", Problem.POSITION),
        ("", Problem.POSITION),
    ],
)
def test_a_position(typed: str, read: str | Problem) -> None:
    assert answers.a_position(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("012345678", "012345678"),
        ("012 345 678", "012345678"),
        ("012-345-678", "012345678"),
        ("(012) 345.678", "012345678"),
        ("០១២ ៣៤៥ ៦៧៨", "012345678"),
        ("០១២\u200b៣៤៥\u200b៦៧៨", "012345678"),
        ("+855 12 345 678", "+85512345678"),
        ("85512345678", "85512345678"),
        ("1" * 8, "1" * 8),
        ("1" * 15, "1" * 15),
        ("1" * 7, Problem.PHONE),
        ("1" * 16, Problem.PHONE),
        ("++85512345678", Problem.PHONE),
        ("012345678+", Problem.PHONE),
        ("012 345 67x", Problem.PHONE),
        ("١٢٣٤٥٦٧٨", Problem.PHONE),
        ("²²²²²²²²", Problem.PHONE),
        ("no", Problem.PHONE),
        ("", Problem.PHONE),
        ("+", Problem.PHONE),
    ],
)
def test_a_phone(typed: str, read: str | Problem) -> None:
    assert answers.a_phone(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("National level", Level.NATIONAL),
        ("NATIONAL", Level.NATIONAL),
        (" national. ", Level.NATIONAL),
        ("ថ្នាក់ជាតិ", Level.NATIONAL),
        ("ថ្នាក់\u200bជាតិ។", Level.NATIONAL),
        ("ថ្នាក់ ជាតិ", Level.NATIONAL),
        ("ជាតិ", Level.NATIONAL),
        ("nationl", Level.NATIONAL),
        ("Sub-national level", Level.SUB_NATIONAL),
        ("sub national", Level.SUB_NATIONAL),
        ("Subnational", Level.SUB_NATIONAL),
        ("ថ្នាក់ក្រោមជាតិ", Level.SUB_NATIONAL),
        ("ថ្នាក់ក្រោម\u200bជាតិ", Level.SUB_NATIONAL),
        ("ក្រោមជាតិ", Level.SUB_NATIONAL),
        ("Kampot", Problem.LEVEL),
        ("level", Problem.LEVEL),
        ("ថ្នាក់", Problem.LEVEL),
        ("", Problem.LEVEL),
    ],
)
def test_a_level(typed: str, read: Level | Problem) -> None:
    assert answers.a_level(typed) == read


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_read_as_its_button_says_it(level: Level) -> None:
    name = LEVELS[level]
    assert [answers.a_level(name.km), answers.a_level(name.en)] == [level, level]


@pytest.mark.parametrize("province", PROVINCES)
def test_a_province_is_read_as_its_button_says_it(province: str) -> None:
    name = PROVINCES[province]
    typed = [
        name.km,
        name.en,
        name.en.upper(),
        f"ខេត្ត{name.km}",
        f"ខេត្ត {name.km}។",
        f"{name.en} province",
        name.en.replace(" ", ""),
        "\u200b".join(name.km),
    ]
    assert [answers.a_province(text) for text in typed] == [province] * len(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("រាជធានីភ្នំពេញ", "phnom-penh"),
        ("Phnom Penh City", "phnom-penh"),
        ("phnompenh", "phnom-penh"),
        ("Siemreap", "siem-reap"),
        ("Siem Riep", "siem-reap"),
        ("Battambong", "battambang"),
        ("Kampong Chham", "kampong-cham"),
        ("Mondolkiri", "mondulkiri"),
        ("Rattanakiri", "ratanakiri"),
        ("Kandaal", "kandal"),
        # spelled with the other coeng: they look alike
        ("កណ្តាល", "kandal"),
        ("ឧត្តរមានជ័យ", "oddar-meanchey"),
        ("សៀម\u200bរាប", "siem-reap"),
        # not near enough to any
        ("Kampong", Problem.PROVINCE),
        ("Bangkok", Problem.PROVINCE),
        ("ខេត្ត", Problem.PROVINCE),
        ("Sihanoukville", "preah-sihanouk"),
        ("Phnom Penh Capital", "phnom-penh"),
        ("ក្រុងភ្នំពេញ", "phnom-penh"),
        ("province", Problem.PROVINCE),
        ("12", Problem.PROVINCE),
        ("", Problem.PROVINCE),
    ],
)
def test_a_province(typed: str, read: str | Problem) -> None:
    assert answers.a_province(typed) == read


@given(st.text())
def test_anything_typed_is_an_answer_or_a_problem(text: str) -> None:
    readers = (
        answers.a_name,
        answers.an_organisation,
        answers.a_position,
        answers.a_phone,
        answers.a_level,
        answers.a_province,
    )
    assert all(isinstance(reader(text), str | Problem) for reader in readers)


@given(st.text(alphabet=st.characters(categories=["L", "M", "N", "P", "Z", "Cf"])))
def test_an_answer_read_again_is_the_same(text: str) -> None:
    for reader in (answers.a_name, answers.an_organisation, answers.a_position, answers.a_phone):
        read = reader(text)
        if not isinstance(read, Problem):
            assert reader(read) == read
