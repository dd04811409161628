"""Speakers: one by one before and after, a silent list in between, what they do about each."""

from datetime import timedelta

import pytest

from simulator.person import Person
from storage.models import QuestionStatus, Role, Spot
from tests.e2e.qa import PANEL, TRY, Hall, data

WHY, HOW = "Why is there a policy at all?", "How much does all of this cost?"


@pytest.fixture
async def mony(hall: Hall) -> Person:
    """A moderator."""
    return await hall.member("Mony", Role.MODERATOR)


@pytest.fixture
async def vibol(hall: Hall) -> Person:
    """The speaker Thy Try."""
    return await hall.member("Vibol", Role.SPEAKER, "thy-try")


def news(person: Person, since: int) -> list[tuple[str, bool]]:
    """Return the first line of each new message of the bot, and whether it came silently."""
    new = [message for message in person.chat[since:] if message.from_bot]
    return [(message.text.splitlines()[0], message.silent) for message in new]


async def test_before_the_session_one_by_one_with_a_sound_and_a_briefing(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    its = hall.its
    hall.workshop.at(8, 5)
    since = len(vibol.chat)
    await hall.published(mony, dara, [WHY])
    await hall.tick()
    heading = its.html("<b>A question for you</b>").striptags()
    assert news(vibol, since) == [(heading, False)]
    assert vibol.last.buttons == [
        [its.plain("Answer in writing")],
        [its.plain("Answer on stage")],
        [its.plain("Pass on"), its.plain("Not for me")],
    ]

    hall.workshop.at(10, 25)
    since = len(vibol.chat)
    await hall.tick()
    await hall.tick()

    brief = its.html("<b>Your session begins soon</b>").striptags()
    assert (brief, True) in news(vibol, since)  # silent, for the presentation is on
    (briefing,) = [each.text for each in vibol.chat if each.text.startswith(brief)]
    assert WHY in briefing
    assert its.plain("Led by: {name}", name="x").split("x", maxsplit=1)[0] in briefing


async def test_while_it_is_on_one_list_that_keeps_itself_up_to_date(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    its = hall.its
    since = len(vibol.chat)
    first, second = await hall.published(mony, dara, [WHY, HOW])
    await hall.tick()
    await hall.tick()

    heading = its.html("<b>Questions in this session</b>").striptags()
    assert news(vibol, since) == [(heading, True)]
    number = vibol.last.message_id
    assert {WHY, HOW} <= {part.partition(" ")[2] for part in vibol.last.text.splitlines()}
    for n in range(5):
        voter = await hall.reader(f"Voter {n}")
        await voter.tap_data(f"q.up:{second}:1:1")
    await hall.pass_time()
    text = vibol.message(number).text
    assert text.index(HOW) < text.index(WHY)
    assert news(vibol, since) == [(heading, True)]
    await mony.tap_data(f"mod.done:{first}:0")
    await hall.tick()
    assert WHY not in vibol.message(number).text

    hall.workshop.at(12, 1)
    await hall.tick()
    over = its.plain("The session is over. What was not answered is in /queue.")
    assert vibol.message(number).text.endswith(over)
    await vibol.send("/queue")
    assert HOW in vibol.last.text


async def test_on_stage_passed_on_and_given_back(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    its = hall.its
    other = await hall.member("Sopy", Role.SPEAKER, "thong-sopymakara")
    hall.workshop.at(9)
    (number,) = await hall.published(mony, dara, [WHY])
    await hall.tick()
    await vibol.tap_data(f"sq.stage:{number}")
    assert vibol.last.text.startswith(its.plain("Noted: it will be answered on stage."))
    assert (await hall.question(number)).spot is Spot.PLANNED
    await vibol.tap_data(f"sq.pass:{number}")
    await vibol.tap({"km": "ឯកឧត្តម Thong Sopymakara", "en": "H.E Thong Sopymakara"}[hall.code])
    assert vibol.last.text.startswith(its.plain("It was passed on."))
    assert (await hall.question(number)).speaker_id == "thong-sopymakara"
    await vibol.send("/queue")
    assert its.plain("No questions are open for you right now.") in vibol.last.text

    third = await hall.member("Chea", Role.SPEAKER, "cadt")
    await other.tap_data(f"sq.no:{number}")
    assert other.last.text.startswith(
        its.plain("It was given back; somebody else takes care of it.")
    )
    await mony.send("/moderate")
    assert its.plain("No speaker takes them: {n}", n=1) not in mony.last.text  # one is left
    await third.tap_data(f"sq.no:{number}")
    assert third.last.text.startswith(
        its.plain("It was given back; the moderators take care of it.")
    )
    await mony.send("/moderate")
    assert its.plain("No speaker takes them: {n}", n=1) in mony.last.text
    await mony.tap_data(f"mod.hand:{number}:{PANEL}:{TRY}")
    await vibol.send("/queue")
    assert WHY in vibol.last.text


async def test_an_answer_is_checked_shown_rewritten_and_published_once(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    its = hall.its
    (number,) = await hall.published(mony, dara, [WHY])
    await vibol.tap_data(f"sq.write:{number}")
    await vibol.send("x" * 801)
    too_long = "Please write at most {most} characters; these are {n}."
    assert vibol.last.text.startswith(its.plain(too_long, most=800, n=801))
    await vibol.send("Because <of> that.")
    await vibol.send("/now", expect=2)
    assert "Because <of> that." in vibol.last.text  # a command shows it once more
    await vibol.tap(its.plain("Rewrite"))
    await vibol.send("Because & only because.")
    send = data(vibol.last, "sq.send")
    await vibol.tap(its.plain("Publish the answer"))
    published = "The answer was published. Whoever asked is told, if they wished so."
    assert vibol.last.text.startswith(its.plain(published))
    await vibol.tap_data(send, edit=False)
    await vibol.settled()

    assert vibol.last.text.startswith(its.plain(published))
    rows = await hall.workshop.db.all("SELECT speaker_id, text FROM answer")
    assert [tuple(row) for row in rows] == [("thy-try", "Because & only because.")]
    await dara.tap_data(f"q.open:{number}")
    assert "Because & only because." in dara.last.text
    assert (await hall.question(number)).status is QuestionStatus.ANSWERED

    await vibol.tap_data(f"q.open:{number}")
    await vibol.tap(its.plain("Answer this question"))
    await vibol.tap(its.plain("Answer in writing"))
    mine = "You answered already; what you write now takes its place:"
    assert its.plain(mine) in vibol.last.text
    await vibol.send("Because of the law.")
    await vibol.tap(its.plain("Publish the answer"))
    changed = "Your answer reads so now. Whoever was told of the earlier one is not told again."
    assert vibol.last.text.startswith(its.plain(changed))
    await vibol.tap_data(send)  # of the answer before
    rows = await hall.workshop.db.all("SELECT speaker_id, text FROM answer")
    assert [tuple(row) for row in rows] == [("thy-try", "Because of the law.")]
    assert not vibol.last.text.startswith(its.plain(published))


async def test_nobody_but_a_speaker_of_the_session_answers(
    hall: Hall, mony: Person, dara: Person
) -> None:
    (number,) = await hall.published(mony, dara, [WHY])
    not_allowed = hall.its.plain("That is only for the people who run the workshop.")
    welcomes = await hall.member("Putheary", Role.SPEAKER, "sin-putheary")
    for person in (dara, mony, welcomes):
        for tap in (f"sq.see:{number}:0", f"sq.write:{number}", f"sq.stage:{number}"):
            await person.tap_data(tap)
            assert person.last.text == not_allowed, tap


async def test_who_asked_and_left_is_told_nothing_and_forgotten(
    hall: Hall, mony: Person, dara: Person
) -> None:
    number = await hall.ask(dara, WHY)
    await hall.pass_time()
    await mony.tap_data(f"mod.ok:{number}")
    ((_, sealed),) = await hall.workshop.db.all("SELECT * FROM way_back")
    await dara.send("/mydata")
    assert hall.its.plain("• Answers I will tell you about: {n}", n=1) in dara.last.text
    await dara.tap_data("del:1")

    # One to nobody took its place: a later backup shall not tell which question went with Dara.
    ((_, instead),) = await hall.workshop.db.all("SELECT * FROM way_back")
    seal = hall.workshop.application.bot_data.seal
    assert [seal.open(number, each) for each in (sealed, instead)] == [dara.id, 0]
    await mony.tap_data(f"mod.done:{number}:0")
    before = len(dara.chat)
    await hall.pass_time(timedelta(minutes=5))
    assert len(dara.chat) == before


async def test_who_blocked_the_bot_is_forgotten_without_a_trace(
    hall: Hall, mony: Person, dara: Person
) -> None:
    number = await hall.ask(dara, WHY)
    await hall.pass_time()
    await mony.tap_data(f"mod.ok:{number}")
    hall.workshop.simulator.world.accounts[dara.id].blocked = True
    await mony.tap_data(f"mod.done:{number}:0")
    await hall.pass_time()

    assert await hall.workshop.db.all("SELECT * FROM way_back") == []
    rows = await hall.workshop.db.all(
        "SELECT unreachable_since, quiet_until FROM participant WHERE telegram_id = ?1", (dara.id,)
    )
    assert [tuple(row) for row in rows] == [(None, None)]


async def test_whose_role_is_taken_away_while_they_answer_is_not_asked_any_more(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    its = hall.its
    (number,) = await hall.published(mony, dara, [WHY])
    await vibol.tap_data(f"sq.write:{number}")
    await hall.workshop.promote(vibol, Role.ATTENDEE)

    for command in ("/now", "/help"):
        await vibol.send(command)
        assert its.plain("That is only for the people who run the workshop.") not in [
            message.text for message in vibol.chat
        ]
    assert await hall.workshop.db.all("SELECT * FROM conversation") == []


async def test_after_a_restart_the_list_of_a_session_that_is_over_says_so(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    await hall.published(mony, dara, [WHY])
    await hall.tick()
    number = vibol.last.message_id
    shared = hall.workshop.application.bot_data
    shared.lists.clear()  # as after a start
    hall.workshop.at(12, 20)

    await hall.tick()

    over = "The session is over. What was not answered is in /queue."
    assert hall.its.plain(over) in vibol.message(number).text
    assert "panel@2025-07-03T03:45:00Z" in shared.closed_lists


async def test_what_telegram_did_not_take_is_told_with_what_came_since(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    hall.workshop.at(8, 5)
    await hall.published(mony, dara, [WHY])
    fault = {"kind": "502", "method": "sendMessage", "times": 1}
    await hall.workshop.simulator.control("/faults", fault)
    await hall.tick()
    assert not any(WHY in message.text for message in vibol.chat)
    await hall.published(mony, dara, [HOW])
    hall.workshop.application.bot_data.network.succeeded()  # it need not wait any longer

    await hall.pass_time()

    (told,) = [message.text for message in vibol.chat if WHY in message.text]
    assert HOW in told
    await hall.pass_time(timedelta(minutes=22))
    assert len([message for message in vibol.chat if WHY in message.text]) == 1


async def test_the_list_of_a_session_that_moved_ends(
    hall: Hall, mony: Person, vibol: Person, dara: Person
) -> None:
    await hall.published(mony, dara, [WHY])
    await hall.tick()
    number = vibol.last.message_id
    async with hall.workshop.db.transaction() as tx:
        await tx.all(
            "UPDATE delivery SET subject = 'panel@2025-07-03T03:30:00Z' WHERE kind = 'queue'"
        )

    await hall.tick()

    over = "The session is over. What was not answered is in /queue."
    assert hall.its.plain(over) in vibol.message(number).text
