"""/team: links that make organisers, moderators and speakers, and roles taken away."""

import pytest

from bot.i18n.catalogue import words
from simulator.person import Person
from simulator.shown import Shown
from storage.models import Locale, Role
from tests.e2e.conftest import Workshop
from tests.e2e.said import Said, seen

OF_ORGANISERS = ["admin", "late", "checkin", "stage", "moderate", "announce", "team"]
OF_ORGANISERS += ["results", "export"]


@pytest.fixture
async def sokha(workshop: Workshop) -> Person:
    """An organiser who reads English."""
    person = await workshop.reader("Sokha")
    await workshop.promote(person, Role.ORGANISER)
    return person


def payload(letter: Shown) -> str:
    """Take the link out of a message that is to be forwarded."""
    assert letter.buttons == []
    return letter.text.splitlines()[-1].partition("?start=")[2]


async def invited(sokha: Person, *buttons: str) -> str:
    """Make a link, tapping these buttons of /team; return what it carries."""
    await sokha.send("/team")
    for button in buttons[:-1]:
        await sokha.tap(button, sokha.last)
    await sokha.tap(buttons[-1], sokha.last)
    await sokha.expect(3)  # the screen, the answer, and the message to forward
    return payload(sokha.last)


async def test_an_organiser_invites_another_who_has_the_menu_then(
    workshop: Workshop, sokha: Person, says: Said
) -> None:
    code = await invited(sokha, "Invite an organiser")
    assert code.startswith("team_")
    dara = await workshop.newcomer("Dara")

    await dara.open_link(code)  # a stranger: the language is asked first
    await dara.tap(says.language)
    await dara.settled()

    _ = words(Locale(says.code))
    title = says.home.partition("\n")[0]
    assert seen(dara.last) == (
        _.plain("You are an organiser of “{title}” now.", title=title)
        + "\n"
        + _.plain("/help shows what you can do."),
        [[_.plain("The team")], *says.labels(["agenda", "home"])],
    )
    assert dara.commands[: len(OF_ORGANISERS) + 1] == ["start", *OF_ORGANISERS]
    await dara.send("/team")
    assert _.plain("Invite a speaker") in dara.last.labels
    bopha = await workshop.reader("Bopha")
    await bopha.open_link(code)
    assert bopha.last.text == (
        "This link was used, taken back, or is too old. Please ask an organiser for a new one."
    )
    assert await workshop.role_of(bopha) == ("attendee", None)


async def test_a_moderator_sees_the_stage_in_the_menu_and_nothing_else(
    workshop: Workshop, sokha: Person
) -> None:
    dara = await workshop.reader()
    before = dara.commands

    await dara.open_link(await invited(sokha, "Invite a moderator"))
    await dara.settled()

    assert dara.commands == ["start", "checkin", "stage", "moderate", *before[1:]]
    await dara.send("/help")
    assert "/stage" in dara.last.text
    assert "/team" not in dara.last.text
    await dara.send("/team")
    assert dara.last.text == "That is only for the people who run the workshop."


async def test_a_speaker_is_told_who_they_are(workshop: Workshop, sokha: Person) -> None:
    code = await invited(sokha, "Invite a speaker", "Ms. Sin Putheary")
    assert sokha.last.text.startswith("An invitation for Ms. Sin Putheary, speaker at “Workshop")
    putheary = await workshop.reader("Putheary", "km")

    await putheary.open_link(code)

    assert putheary.last.text.startswith("សូមស្វាគមន៍ លោកស្រី Sin Putheary។\n")
    assert await workshop.role_of(putheary) == ("speaker", "sin-putheary")
    await sokha.send("/team")
    assert "Speakers\n2. no name yet (here since" in sokha.last.text
    assert "on the agenda: Ms. Sin Putheary" in sokha.last.text
    await sokha.tap("Invite a speaker")
    assert "✓ Ms. Sin Putheary" in sokha.last.labels


async def test_a_link_opened_by_its_maker_is_not_used_up(workshop: Workshop, sokha: Person) -> None:
    moderators = await invited(sokha, "Invite a moderator")
    await sokha.open_link(moderators)
    assert sokha.last.text == (
        "You may do that already: you are a moderator or an organiser.\n"
        "The link still works: please forward it to whom it is for."
    )
    speakers = await invited(sokha, "Invite a speaker", "Ms. Sin Putheary")
    await sokha.open_link(speakers)
    assert await workshop.role_of(sokha) == ("organiser", None)

    await sokha.tap("That is me")

    assert await workshop.role_of(sokha) == ("organiser", "sin-putheary")
    dara = await workshop.reader()
    await dara.open_link(moderators)
    assert await workshop.role_of(dara) == ("moderator", None)


async def test_a_link_is_seen_and_taken_back(workshop: Workshop, sokha: Person) -> None:
    code = await invited(sokha, "Invite a moderator")
    await sokha.send("/team")
    await sokha.tap("1 open invitation")
    assert "1. moderator, until 10 July 2025, 8:20 AM" in sokha.last.text
    question = sokha.last
    data = question.button("Take back 1")["callback_data"]

    await sokha.tap("Take back 1")
    assert sokha.last.text == (
        "The invitation was taken back. Its link grants nothing any more.\n\n"
        "Open invitations\n\nThere are none."
    )
    await sokha.tap_data(data)  # once more, from a screen that was open elsewhere
    assert sokha.last.text.startswith("That invitation was used or taken back already.")

    dara = await workshop.reader()
    await dara.open_link(code)
    assert await workshop.role_of(dara) == ("attendee", None)


async def test_a_role_is_taken_away_after_asking_and_the_menu_with_it(
    workshop: Workshop, sokha: Person
) -> None:
    dara = await workshop.reader("Dara", "km")
    usual = dara.commands
    await dara.open_link(await invited(sokha, "Invite an organiser"))
    await dara.settled()
    assert dara.commands != usual
    await dara.send("/team")
    old = dara.last

    await sokha.send("/team")
    await sokha.tap("2")
    await sokha.tap("Take away: organiser")
    assert await workshop.role_of(dara) == ("organiser", None)
    await sokha.tap("Take away: organiser")
    await sokha.settled()

    assert sokha.last.text.endswith("This role was taken away: organiser.")
    assert await workshop.role_of(dara) == ("attendee", None)
    await dara.refresh()
    assert dara.commands == usual
    await dara.tap("អញ្ជើញអ្នករៀបចំ", old)  # a button of the time before
    assert dara.last.text == "មុខងារនេះសម្រាប់តែក្រុមអ្នករៀបចំសិក្ខាសាលាប៉ុណ្ណោះ។"
    assert await workshop.db.all("SELECT * FROM invitation WHERE used_at IS NULL") == []


async def test_what_was_being_written_goes_with_the_role(workshop: Workshop, sokha: Person) -> None:
    dara = await workshop.reader()
    await dara.open_link(await invited(sokha, "Invite an organiser"))
    await dara.send("/announce")

    await sokha.send("/team")
    await sokha.tap("2")
    await sokha.tap("Take away: organiser")
    await sokha.tap("Take away: organiser")
    await sokha.settled()
    await dara.send("សូមអញ្ជើញទៅសាលធំ។")

    assert dara.last.text.startswith("I found nothing about “សូមអញ្ជើញទៅសាលធំ។”")
    assert await workshop.db.all("SELECT * FROM announcement") == []


async def test_the_last_organiser_stays(workshop: Workshop, sokha: Person) -> None:
    await sokha.send("/team")
    await sokha.tap("1")
    await sokha.tap("Take away: organiser")
    assert "This is you. You cannot undo it yourself." in sokha.last.text
    await sokha.tap("Take away: organiser")

    assert "Nobody else is an organiser. Please invite another one first." in sokha.last.text
    assert await workshop.role_of(sokha) == ("organiser", None)


async def test_who_blocked_the_bot_loses_the_role_all_the_same(
    workshop: Workshop, sokha: Person
) -> None:
    dara = await workshop.reader()
    await workshop.promote(dara, Role.MODERATOR)
    await dara.block()

    await sokha.send("/team")
    await sokha.tap("2")
    await sokha.tap("Take away: moderator")
    await sokha.tap("Take away: moderator")
    await sokha.settled()

    assert sokha.last.text.endswith("This role was taken away: moderator.")
    assert await workshop.role_of(dara) == ("attendee", None)


async def test_a_link_in_the_middle_of_registering_leaves_the_question_open(
    workshop: Workshop, sokha: Person
) -> None:
    dara = await workshop.reader()
    await dara.send("/register")
    question = dara.last.text

    await dara.open_link(await invited(sokha, "Invite a moderator"), expect=2)

    assert await workshop.role_of(dara) == ("moderator", None)
    assert dara.last.text == question
