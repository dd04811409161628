"""Who is told of a change: whoever it concerns, once, in the language they read by then."""

from collections.abc import AsyncIterator

import pytest

from bot import jobs, ratelimit_chats
from bot.context import Context
from simulator.person import Person
from storage.models import ChatLanguage, Role
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.organisers import organiser, publish, stop_ticks
from tests.e2e.said import Said
from tests.e2e.said_changes import BUTTONS, CONFIRMED, HEADING, NOTICE
from tests.e2e.said_editing import LABELS


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


async def told(workshop: Workshop, *people: Person) -> list[list[str]]:
    """Send what is due two minutes later, and give the notices on each phone."""
    workshop.at(10, 23)
    await workshop.drain()
    for person in people:
        await person.refresh()
    heading = tuple(HEADING.values())
    return [
        [message.text for message in person.chat if message.text.startswith(heading)]
        for person in people
    ]


async def moderator(workshop: Workshop, name: str, code: str = "en") -> Person:
    """Give a phone to one of the team, who is told of all that everyone is."""
    person = await workshop.reader(name, code)
    await workshop.promote(person, Role.MODERATOR)
    return person


async def test_a_speaker_confirmed_is_told_to_whoever_starred_the_session_and_its_speakers(
    workshop: Workshop, says: Said
) -> None:
    code = says.code
    sokha = await organiser(workshop, "Sokha", code)
    star, other = [await moderator(workshop, each, code) for each in ("Star", "Other")]
    speaker = await workshop.reader("Thy Try", code)
    await workshop.promote(speaker, Role.SPEAKER, "thy-try")
    await star.open_link("session_panel")
    await star.tap_data("star:panel:1")
    await sokha.tap_data("ed.who:panel")
    await sokha.tap_data("ed.part:panel:2221d887")
    await sokha.tap(LABELS[code]["confirm"])
    await publish(sokha, code)

    notices = await told(workshop, sokha, star, other, speaker)

    assert notices == [[], [CONFIRMED[code]], [], [CONFIRMED[code]]]


async def test_quick_edits_become_one_notice(workshop: Workshop, says: Said) -> None:
    code = says.code
    sokha, other = await organiser(workshop, "Sokha", code), await moderator(workshop, "x", code)
    await sokha.tap_data("ed.act:closing:cancel")
    await publish(sokha, code)
    workshop.at(10, 21)
    await sokha.send("/late 15")
    await sokha.tap(BUTTONS[code]["publish"])

    ((notice,),) = await told(workshop, other)

    assert NOTICE[code].rpartition("\n")[0].split("\n")[3:] == notice.split("\n")[3:10]
    assert notice.split("\n\n")[-1].startswith(LABELS[code]["cancelled"].split(" · ")[0])


async def test_it_comes_in_the_language_read_by_then(workshop: Workshop) -> None:
    sokha, other = await organiser(workshop, "Sokha", "en"), await moderator(workshop, "Other")
    await sokha.send("/late 15")
    await sokha.tap("Publish")
    await other.send("/language")
    await other.tap("ភាសាខ្មែរ")

    assert await told(workshop, other, sokha) == [[NOTICE["km"]], [NOTICE["en"]]]


async def test_whoever_was_not_reached_is_counted(workshop: Workshop) -> None:
    sokha, other = await organiser(workshop, "Sokha", "en"), await moderator(workshop, "Other")
    await other.block()
    await sokha.send("/late 15")
    await sokha.tap("Publish")

    assert await told(workshop, sokha) == [[NOTICE["en"]]]
    rows = await workshop.db.all("SELECT status FROM delivery ORDER BY participant_id")
    assert [row["status"] for row in rows] == ["sent", "blocked"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ChatLanguage.KM, NOTICE["km"]),
        (ChatLanguage.EN, NOTICE["en"]),
        (ChatLanguage.BOTH, f"{NOTICE['km']}\n\n{NOTICE['en']}"),
    ],
)
async def test_a_linked_group_reads_its_language_or_both(
    workshop: Workshop, language: ChatLanguage, text: str
) -> None:
    sokha = await organiser(workshop, "Sokha", "en")
    group = await workshop.simulator.group("Team", [sokha])
    async with workshop.db.transaction() as tx:
        await tx.all(
            "INSERT INTO linked_chat (chat_id, title, language, linked_at)"
            " VALUES (?1, 'Team', ?2, '2025-07-03T01:00:00Z')",
            (group.id, language),
        )
    await sokha.send("/late 15")
    await sokha.tap("Publish")
    await told(workshop)
    await group.refresh()

    written = [message for message in group.chat if message.from_bot]
    assert [(message.text, message.buttons) for message in written] == [(text, [])]


async def test_the_organisers_message_shows_who_was_told(workshop: Workshop, says: Said) -> None:
    code = says.code
    sokha = await organiser(workshop, "Sokha", code)
    await sokha.send("/late 15")
    await sokha.tap(BUTTONS[code]["publish"])
    message = sokha.last

    await jobs.show_progress(Context(workshop.application))
    await sokha.refresh()
    waiting = sokha.message(message.message_id)
    await told(workshop)
    await jobs.show_progress(Context(workshop.application))
    await sokha.refresh()
    through = sokha.message(message.message_id)

    digits = says.digits
    assert [f"{digits[n]}" in each.text for n, each in enumerate((waiting, through))] == [True] * 2
    undo = [BUTTONS[code]["tell"], BUTTONS[code]["undo"]]
    assert [label for label in waiting.labels if label in undo] == undo
    assert [label for label in through.labels if label in undo] == undo[1:]
