"""Running late: previewed, published, told once to each in their language, and reminded anew."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot import jobs, ratelimit_chats
from bot.context import Context
from simulator.person import Person
from storage.models import RegistrationStatus
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.organisers import organiser, stop_ticks
from tests.e2e.plays import double_tap
from tests.e2e.said import Said, seen
from tests.e2e.said_changes import (
    BREAKS,
    BUTTONS,
    DISCARDED,
    HEADING,
    HOW_LATE,
    NOT_ALLOWED,
    NOT_MINUTES,
    NOTICE,
    PANEL,
    PUBLISHED,
    REMINDED,
    TOLD_AFTER,
    UNDONE,
)

LANGUAGE_NAMES = {"km": "ភាសាខ្មែរ", "en": "English"}


@pytest.fixture
async def workshop(
    open_workshop: Opens, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Workshop]:
    """The workshop at 10:20, its ticks run by the test; no second passes between messages."""
    monkeypatch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
    async with open_workshop() as opened:
        stop_ticks(opened)
        opened.at(10, 20)
        yield opened


@pytest.fixture
async def sokha(workshop: Workshop, says: Said) -> Person:
    """An organiser."""
    return await organiser(workshop, "Sokha", says.code)


@dataclass
class Phones:
    """A Khmer and an English reader who are registered; `news` is what came since last asked."""

    km: Person
    en: Person

    async def news(self) -> dict[str, list[str]]:
        told = {}
        for code, phone in (("km", self.km), ("en", self.en)):
            before = len(phone.chat)
            await phone.refresh()
            told[code] = [message.text for message in phone.chat[before:]]
        return told


@pytest.fixture
async def phones(workshop: Workshop) -> Phones:
    workshop.at(8)
    people = []
    for code in LANGUAGE_NAMES:
        person = await workshop.reader(code, code)
        async with workshop.db.transaction() as tx:  # registering is played elsewhere
            row = "UPDATE participant SET status = ?2, name = ?3 WHERE telegram_id = ?1"
            await tx.all(row, (person.id, RegistrationStatus.REGISTERED, "Sok Dara"))
        people.append(person)
    workshop.at(10, 20)
    await tick(workshop)  # what they would have been reminded of by now
    phones = Phones(*people)
    await phones.news()
    return phones


async def tick(workshop: Workshop) -> None:
    """Run the two ticks as the scheduler does each second."""
    await jobs.remind(Context(workshop.application))
    await workshop.drain()


async def preview(sokha: Person, code: str, words: str) -> None:
    """Type /late and see the preview, with the notice as both languages read it."""
    await sokha.send(words)
    text = sokha.last.text
    assert [heading in text for heading in HEADING.values()] == [True, True]
    assert text.endswith(f"\n{NOTICE['en']}")
    assert f"{LANGUAGE_NAMES['km']}\n{NOTICE['km']}\n" in text
    buttons = BUTTONS[code]
    assert sokha.last.buttons == [
        [f"· {buttons['move']} ·", buttons["breaks"]],
        [f"· {buttons['later']} ·", buttons["stays"]],
        [buttons["publish"]],
        [buttons["discard"], buttons["more"]],
    ]


@pytest.mark.parametrize("minutes", ["15", "១៥"])
async def test_late_is_previewed_published_told_and_reminded(
    workshop: Workshop, phones: Phones, sokha: Person, says: Said, minutes: str
) -> None:
    buttons = BUTTONS[says.code]
    await preview(sokha, says.code, f"/late {minutes}")
    assert TOLD_AFTER[says.code].format(says.digits[3]) in sokha.last.text

    await sokha.tap(buttons["publish"])
    at = {"km": "១០:២២", "en": "10:22"}[says.code]
    assert seen(sokha.last) == (
        PUBLISHED[says.code].format(says.digits[3], at),
        [[buttons["tell"], buttons["undo"]], [says.buttons["agenda"], buttons["edit"]]],
    )
    workshop.at(10, 21)
    await tick(workshop)
    assert await phones.news() == {"km": [], "en": []}

    workshop.at(10, 22)
    await tick(workshop)
    await tick(workshop)
    assert await phones.news() == {code: [NOTICE[code]] for code in LANGUAGE_NAMES}

    workshop.at(10, 35)  # ten minutes before the panel as it was planned
    await tick(workshop)
    assert await phones.news() == {"km": [], "en": []}
    workshop.at(10, 50)
    await tick(workshop)
    await tick(workshop)
    reminded = {
        code: [text.split("\n")[:2] for text in new] for code, new in (await phones.news()).items()
    }
    assert reminded == {code: [[PANEL[code], REMINDED[code]]] for code in LANGUAGE_NAMES}


async def test_another_rule_is_a_tap_away(
    workshop: Workshop, phones: Phones, sokha: Person, says: Said
) -> None:
    buttons = BUTTONS[says.code]
    await preview(sokha, says.code, "/late 15")

    await sokha.tap(buttons["stays"])
    assert sokha.last.buttons[1] == [buttons["later"], f"· {buttons['stays']} ·"]
    await sokha.tap(buttons["breaks"])
    assert sokha.last.text.endswith(BREAKS["en"])
    assert sokha.last.buttons[0] == [buttons["move"], f"· {buttons['breaks']} ·"]
    await double_tap(workshop.simulator, sokha, buttons["publish"])
    workshop.at(10, 22)
    await tick(workshop)

    assert await phones.news() == {code: [BREAKS[code]] for code in LANGUAGE_NAMES}


async def test_late_alone_asks_and_takes_a_button_or_a_number(sokha: Person, says: Said) -> None:
    code = says.code
    await sokha.send("/late")
    assert sokha.last.text.startswith(HOW_LATE[code])

    await sokha.send("soon")
    assert sokha.last.text.startswith(f"{NOT_MINUTES[code]}\n\n{HOW_LATE[code]}")
    await sokha.act("sticker")
    assert HOW_LATE[code] in sokha.last.text
    await sokha.send("១៥")
    assert sokha.last.text.endswith(NOTICE["en"])
    await sokha.tap(BUTTONS[code]["discard"])
    assert sokha.last.text == DISCARDED[code]
    await sokha.send("/late")
    await sokha.tap(BUTTONS[code]["15"])
    assert sokha.last.text.endswith(NOTICE["en"])
    await sokha.send("15")  # nothing waits for a number any more

    assert sokha.last.text == says.not_found.format("15")


async def test_a_number_said_again_corrects_the_one_before(sokha: Person, says: Said) -> None:
    await sokha.send("/late 5")
    await preview(sokha, says.code, "/late 15")


@pytest.mark.parametrize("words", ["/late 0", "/late never", "/late 999"])
async def test_what_is_no_number_is_answered_kindly(sokha: Person, says: Said, words: str) -> None:
    await sokha.send(words)
    assert sokha.last.text.startswith(f"{NOT_MINUTES[says.code]}\n\n{HOW_LATE[says.code]}")
    await sokha.send("15")  # as it says

    assert sokha.last.text.endswith(NOTICE["en"])


async def test_what_does_not_fit_is_answered_kindly(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    workshop.at(16, 45)
    await sokha.send("/late 15")
    assert HOW_LATE[says.code] in sokha.last.text
    workshop.at(10, 20)
    await sokha.send("15")

    assert sokha.last.text.endswith(NOTICE["en"])


async def test_undo_within_the_delay_tells_nobody(
    workshop: Workshop, phones: Phones, sokha: Person, says: Said
) -> None:
    buttons = BUTTONS[says.code]
    await sokha.send("/late 15")
    await sokha.tap(buttons["publish"])

    await double_tap(workshop.simulator, sokha, buttons["undo"])
    texts = [message.text for message in sokha.chat[-2:]]
    workshop.at(10, 30)
    await tick(workshop)

    assert UNDONE[says.code] in texts
    assert await phones.news() == {"km": [], "en": []}
    rows = await workshop.db.all("SELECT count(*) AS n FROM agenda_version")
    assert [row["n"] for row in rows] == [3]


async def test_tell_now_does_not_wait(
    workshop: Workshop, phones: Phones, sokha: Person, says: Said
) -> None:
    await sokha.send("/late 15")
    await sokha.tap(BUTTONS[says.code]["publish"])

    await sokha.tap(BUTTONS[says.code]["tell"])
    await tick(workshop)

    assert await phones.news() == {code: [NOTICE[code]] for code in LANGUAGE_NAMES}
    assert BUTTONS[says.code]["tell"] not in sokha.message(sokha.changed.message_id).labels


async def test_it_is_for_organisers_only(workshop: Workshop, dara: Person, says: Said) -> None:
    for words in ("/late", "/late 15", "/late x"):
        await dara.send(words)
        assert dara.last.text == NOT_ALLOWED[says.code]
    for data in ("late:15", "late:999999999999", "ed.pub:1:1", "ed.undo:1", "ed.tell:1", "ed.see"):
        await dara.tap_data(data)
        assert dara.last.text in {NOT_ALLOWED[says.code], says.old_button}

    assert await workshop.db.all("SELECT * FROM agenda_draft") == []
