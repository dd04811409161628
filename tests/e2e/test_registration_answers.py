import pytest

from simulator.person import Person
from tests.e2e.plays import STEPS, asked, details, play_to
from tests.e2e.said import Said, seen

LONG = "ក" * 4096
WRONG = {
    "consent": ("tap", ["yes", "យល់", "12"]),
    "name": ("name", ["1234", "dara@example.org", "?"]),
    "organisation": ("organisation", ["1", "!!!", "២០២៥"]),
    "level": ("level", ["maybe", "both", "ខេត្ត"]),
    "province": ("province", ["Atlantis", "Bangkok", "២"]),
    "position": ("position", ["1", "...", "១២"]),
    "phone": ("phone", ["12", "no phone", "០១២"]),
}


@pytest.mark.parametrize("step", WRONG)
async def test_a_wrong_answer_is_explained_twice_in_the_same_words_then_in_others(
    dara: Person, says: Said, step: str
) -> None:
    problem, (first, second, third) = WRONG[step]
    await play_to(step, dara, says)

    await dara.send(first)
    assert seen(dara.last) == says.wrong(step, problem)
    await dara.send(second)
    assert seen(dara.last) == says.wrong(step, problem)
    await dara.send(third)
    assert seen(dara.last) == says.wrong(step, problem, again=True)
    await dara.send(first)
    assert seen(dara.last) == says.wrong(step, problem, again=True)
    assert dara.keyboard == (says.keys if step == "phone" else [])


async def test_text_at_the_summary_is_answered_with_the_buttons(dara: Person, says: Said) -> None:
    await play_to("summary", dara, says)
    text, rows = says.summary(**details(says))

    await dara.send("yes")
    assert seen(dara.last) == (f"{says.problems['tap'][0]}\n\n{text}", rows)


@pytest.mark.parametrize("step", STEPS)
async def test_what_is_no_text_is_refused_at_every_step(
    dara: Person, says: Said, step: str
) -> None:
    await play_to(step, dara, says)
    text, rows = asked(step, says)
    question = says.asks.get(step, text)
    first, later = says.problems["tap" if step in {"consent", "summary"} else "not_text"]

    for act in ("sticker", "voice"):
        await dara.act(act)
        assert seen(dara.last) == (f"{first}\n\n{question}", rows)
    for act in ("photo", "location", "document"):
        await dara.act(act)
        assert seen(dara.last) == (f"{later}\n{says.stop_here}\n\n{question}", rows)


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("consent", "tap"),
        ("name", "name_too_long"),
        ("organisation", "organisation"),
        ("level", "level"),
        ("province", "province"),
        ("position", "position"),
        ("phone", "phone"),
    ],
)
async def test_a_very_long_text_is_refused_at_every_step(
    dara: Person, says: Said, step: str, problem: str
) -> None:
    await play_to(step, dara, says)

    await dara.send(LONG)
    assert seen(dara.last) == says.wrong(step, problem)
    await dara.send("<" * 4096)
    assert seen(dara.last) == says.wrong(step, problem)


async def test_a_contact_of_someone_else_or_of_nobody_is_refused_kindly(
    dara: Person, says: Said
) -> None:
    await play_to("phone", dara, says)

    await dara.share_contact(phone="+85511111111", user_id=1)
    assert seen(dara.last) == says.wrong("phone", "contact")
    await dara.share_contact(phone="+85511111111", user_id=None)
    assert seen(dara.last) == says.wrong("phone", "contact")
    await dara.share_contact(phone="+85511111111", user_id=1)
    assert seen(dara.last) == says.wrong("phone", "contact", again=True)
    assert dara.keyboard == says.keys
    await dara.share_contact(phone="+85512345678", expect=2)
    assert seen(dara.last) == says.summary(**details(says, phone="+85512345678"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("012 345 678", "012345678"),
        ("០១២ ៣៤៥ ៦៧៨", "012345678"),
        ("+855 (12) 345-678", "+85512345678"),
        ("០១២\u200b៣៤៥៦៧៨", "012345678"),
    ],
)
async def test_a_phone_number_is_read_in_either_digits(
    dara: Person, says: Said, typed: str, stored: str
) -> None:
    await play_to("phone", dara, says)

    await dara.send(typed, expect=2)

    assert dara.chat[-2].text == says.phone_taken.format(stored)
    assert seen(dara.last) == says.summary(**details(says, phone=stored))


@pytest.mark.parametrize(
    "typed", ["កំពត", "ខេត្តកំពត", "kampot", "Kampot province", "Kampott", "កំ\u200bពត"]
)
async def test_a_province_is_read_in_either_script_and_nearly_right(
    dara: Person, says: Said, typed: str
) -> None:
    await play_to("province", dara, says)

    await dara.send(typed)
    assert seen(dara.last) == says.step("position")
    await dara.send(says.buttons["skip"], expect=2)  # written, where a button would do
    await dara.send("012345678", expect=2)

    assert seen(dara.last) == says.summary(**details(says, position="—"))


@pytest.mark.parametrize("typed", ["Phnom Penh", "រាជធានីភ្នំពេញ", "phnom penh city"])
async def test_the_capital_is_called_the_capital(dara: Person, says: Said, typed: str) -> None:
    await play_to("province", dara, says)
    await dara.send(typed)
    await dara.tap(says.buttons["skip"])
    await dara.send(says.buttons["skip"], expect=2)

    said = details(says, province=says.values["phnom_penh"], position="—", phone="—")
    assert seen(dara.last) == says.summary(**said)


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("national", "position"),
        ("ថ្នាក់ជាតិ", "position"),
        ("NATIONAL LEVEL", "position"),
        ("sub-national", "province"),
        ("ថ្នាក់ក្រោមជាតិ", "province"),
    ],
)
async def test_a_level_can_be_typed(dara: Person, says: Said, typed: str, leads_to: str) -> None:
    await play_to("level", dara, says)

    await dara.send(typed)

    assert seen(dara.last) == says.step(leads_to)
