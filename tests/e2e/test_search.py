import pytest

from simulator.person import Person
from tests.e2e.said import Said, seen

FOUND = {
    "km": (
        "មាន {n} វគ្គដែលមានពាក្យ «{text}»៖",
        "មាន {n} វគ្គដែលមានពាក្យ «{text}»៖",
        "សូមចុចម៉ោងណាមួយ ដើម្បីអានព័ត៌មានលម្អិត។",
    ),
    "en": (
        "{n} session has “{text}” in it:",
        "{n} sessions have “{text}” in them:",
        "Tap a time to read more about it.",
    ),
}
PRESENTATION = {
    "km": ("៩:២៥ ព្រឹក", "បទបង្ហាញ៖ ទិដ្ឋភាពទូទៅនៃគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥"),
    "en": (
        "9:25 AM",
        "Presentation: Overview of the Cambodia Digital Government Policy 2022-2035",
    ),
}
PANEL = {
    "km": (
        "១០:៤៥ ព្រឹក",
        "វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល? · វាគ្មិន (មិនទាន់បញ្ជាក់)",
    ),
    "en": (
        "10:45 AM",
        "Panel Discussion: What Does Digital Transformation mean for CSOs? · speakers (TBC)",
    ),
}
CO_CREATING = {
    "km": (
        "៣:៣០ រសៀល",
        "ការរួមគ្នារៀបចំអនុសាសន៍ ដើម្បីពង្រឹងភាពត្រៀមខ្លួនផ្នែកឌីជីថលរបស់អង្គការសង្គមស៊ីវិល",
    ),
    "en": (
        "3:30 PM",
        "Co-creating recommendations for strengthening the Digital Readiness of CSOs",
    ),
}
OPENING = {"km": ("៩:១០ ព្រឹក", "សុន្ទរកថាបើក"), "en": ("9:10 AM", "Opening Remark")}
LUNCH = {"km": ("១២:០០ ថ្ងៃត្រង់", "សម្រាកអាហារថ្ងៃត្រង់"), "en": ("12:00 PM", "Lunch Break")}


def found(
    says: Said, text: str, *sessions: dict[str, tuple[str, str]]
) -> tuple[str, list[list[str]]]:
    one, many, tap = FOUND[says.code]
    lines = [" · ".join(session[says.code]) for session in sessions]
    times = [session[says.code][0] for session in sessions]
    heading = (one if len(sessions) == 1 else many).format(n=says.digits[len(sessions)], text=text)
    rows = [times[:3], times[3:]] if len(times) > 3 else [times]
    return (
        "\n\n".join([heading, "\n".join(lines), tap]),
        [*rows, *says.labels(["agenda", "now"], ["home"])],
    )


@pytest.mark.parametrize("command", ["/agenda ", ""])
@pytest.mark.parametrize("word", ["digital", "DIGITAL", "ឌីជីថល", "ឌី\u200bជី\u200bថល"])
async def test_a_word_is_looked_up_in_both_languages_titles_first(
    dara: Person, says: Said, command: str, word: str
) -> None:
    await dara.send(f"{command}{word}")

    shown = word.replace("\u200b", "")
    assert seen(dara.last) == found(says, shown, PRESENTATION, PANEL, CO_CREATING, OPENING)


@pytest.mark.parametrize("words", ["២០៣៥", "2035", "policy 2022", "CAMBODIA overview", "luy"])
async def test_words_digits_and_people_find_a_session(dara: Person, says: Said, words: str) -> None:
    await dara.send(words)

    assert seen(dara.last) == found(says, words, PRESENTATION)


async def test_a_session_that_was_found_opens(dara: Person, says: Said) -> None:
    await dara.send("lunch")
    assert seen(dara.last) == found(says, "lunch", LUNCH)
    await dara.tap(LUNCH[says.code][0], dara.last)

    assert dara.last.text.splitlines()[0] == LUNCH[says.code][1]


@pytest.mark.parametrize("text", ["zzz", "បាល់ទាត់", "<b>zzz</b> & co", "😀", "...", "digital zzz"])
async def test_nothing_found_says_what_can_be_done(dara: Person, says: Said, text: str) -> None:
    await dara.send(text)
    assert seen(dara.last) == says.nothing_found(text)
    await dara.send(f"/agenda {text}")

    assert seen(dara.last) == says.nothing_found(text)


@pytest.mark.parametrize("sign", ["a", "ក", "<", "😀"])
async def test_a_very_long_text_is_answered_with_its_beginning(
    dara: Person, says: Said, sign: str
) -> None:
    await dara.send(sign * 4096)

    assert seen(dara.last) == says.nothing_found(sign * 59 + "…")
