"""Moderators: what waits, what becomes of it, and two of them at once."""

import asyncio
from datetime import timedelta

import pytest

from bot.services import qa_rules
from simulator.person import Person
from storage.models import Moderation, QuestionStatus, Reason, Role, Spot
from tests.e2e.qa import PANEL, QUESTION, TRY, Hall

OTHER = "When does the SLA start, and what is it?"


@pytest.fixture
async def mony(hall: Hall) -> Person:
    """A moderator."""
    return await hall.member("Mony", Role.MODERATOR)


async def waiting(hall: Hall, person: Person, text: str = QUESTION, *, tell: bool = False) -> str:
    """Let somebody ask, and the question be let out."""
    number = await hall.ask(person, text, tell=tell)
    await hall.pass_time()
    return number


async def test_a_question_is_let_out_later_told_once_and_approved(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    number = await hall.ask(dara)
    before = len(mony.chat)
    await hall.pass_time(timedelta(seconds=20))
    await mony.send("/moderate")
    assert its.plain("Waiting: {n}", n=0) in mony.last.text
    await hall.pass_time()
    new = [message for message in mony.chat[before:] if message.from_bot]
    told = its.plural(
        "{n} question waits to be looked at.", "{n} questions wait to be looked at.", 1
    )
    assert [(message.text, message.silent) for message in new][-1] == (told, True)

    await mony.tap(its.plain("Look at them"))
    await mony.tap(its.plain("Look at the first"))
    assert QUESTION in mony.last.text
    assert mony.last.buttons == [
        [its.plain("Approve"), its.plain("Decline")],
        [its.plain("Correct"), its.plain("Translate")],
        [its.plain("Unite"), its.plain("Hand over")],
        [its.plain("Questions to look at")],
    ]
    await mony.tap(its.plain("Approve"))

    said = (
        "Approved. Everybody can read it now. No speaker of its session is in the bot yet; it can"
        " be answered on stage."
    )
    assert mony.last.text.startswith(its.plain(said))
    assert (await hall.question(number)).status is QuestionStatus.APPROVED
    await hall.pass_time(timedelta(minutes=15))
    assert [message.text for message in mony.chat].count(told) == 0  # the tap took its place


async def test_declined_with_a_reason_the_asker_reads(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    number = await waiting(hall, dara, tell=True)
    await mony.tap_data(f"mod.see:{number}")
    await mony.tap(its.plain("Decline"))
    await mony.tap(its.plain("In your own words"))
    await mony.send("x")
    assert its.plain("Please write {least} to {most} characters.", least=2, most=200) in (
        mony.last.text
    )
    await mony.send("Please ask the ministry directly.")
    assert mony.last.text.startswith(its.plain("Declined."))
    await hall.pass_time()

    assert its.plain("Reason: {reason}.", reason="Please ask the ministry directly") in (
        dara.last.text
    )
    await dara.tap_data(f"q.see:{number}")
    declined = its.plain("It was declined: {reason}.", reason="Please ask the ministry directly")
    assert declined in dara.last.text
    assert await hall.workshop.db.all("SELECT * FROM way_back") == []


async def test_two_who_correct_at_once_see_what_the_other_wrote(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    nary = await hall.member("Nary", Role.MODERATOR)
    number = await waiting(hall, dara)
    for moderator in (mony, nary):
        await moderator.tap_data(f"mod.write:{number}:text:pending")
    await mony.send("What is an SLA, and when does it start?")

    await nary.send("What is the SLA?")

    said = "Somebody else changed it while you wrote. This is how it reads now:"
    assert nary.last.text.startswith(its.plain(said))
    assert "What is an SLA, and when does it start?" in nary.last.text
    await nary.send("What is an SLA, and when does it begin?")
    assert (await hall.question(number)).text == "What is an SLA, and when does it begin?"


async def test_corrected_and_translated_and_shown_so(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    number = await waiting(hall, dara, "What is an SAL?")
    await mony.tap_data(f"mod.write:{number}:text:pending")
    await mony.send("What is an SLA?")
    await mony.tap_data(f"mod.write:{number}:translation:pending")
    await mony.send("តើ SLA ជាអ្វី?")
    await mony.tap_data(f"mod.ok:{number}")

    await dara.tap_data(f"q.open:{number}")
    edited = its.html("<i>edited by a moderator</i>").striptags()
    translation = its.html("<i>Translation:</i>").striptags()
    assert f"What is an SLA?\n{edited}\n{translation}\nតើ SLA ជាអ្វី?" in dara.last.text


async def test_the_same_asked_twice_is_pointed_out_and_united(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    first = await waiting(hall, dara, OTHER)
    await mony.tap_data(f"mod.ok:{first}")
    second = await waiting(hall, await hall.reader("Sok"), f"{OTHER} Please.", tell=True)
    third = await waiting(hall, dara, "Who pays for the coffee?")
    for number in (first, second):
        await dara.tap_data(f"q.up:{number}:1:1", edit=False)
    await mony.tap_data(f"mod.see:{second}")
    assert its.html("<b>Much the same:</b>").striptags() in mony.last.text
    assert OTHER in mony.last.text.split(its.html("<b>Much the same:</b>").striptags())[1]

    await mony.tap(its.plain("Unite with {n}", n=1))

    assert mony.last.text.startswith(
        its.plain("United. Whoever wanted to know either counts once.")
    )
    united = await hall.question(second)
    assert (united.status, united.reason) == (QuestionStatus.REJECTED, Reason.REPEATED)
    assert united.merged_into == first
    await hall.people[-1].tap_data(f"q.see:{second}")
    assert its.plain("It was joined with another question that says the same:") in (
        hall.people[-1].last.text
    )
    await mony.tap_data(f"mod.into:{first}:{third}")
    assert (await hall.question(second)).merged_into == third
    await hall.people[-1].tap_data(f"q.see:{second}")
    assert "Who pays for the coffee?" not in hall.people[-1].last.text  # nobody let it through


async def test_two_at_once_decide_once_and_the_other_hears_who(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    sokha = await hall.member("Sokha", Role.ORGANISER)
    speaker = await hall.member("Try", Role.SPEAKER, "thy-try")
    number = await waiting(hall, dara)
    for person in (mony, sokha):
        await person.tap_data(f"mod.see:{number}")
    hall.workshop.at(9)  # before the session: the speaker gets it at once

    await asyncio.gather(*(person.tap_data(f"mod.ok:{number}") for person in (mony, sokha)))

    approved = its.plain("Approved. Everybody can read it now, and the speaker gets it.")
    first = [person.last.text.startswith(approved) for person in (mony, sokha)]
    assert sorted(first) == [False, True]
    late = sokha if first[0] else mony
    assert late.last.text.startswith(its.plain("Somebody else was first."))
    await hall.tick()
    rows = await hall.workshop.db.all("SELECT * FROM delivery WHERE kind = 'question'")
    assert len(rows) == 1
    assert QUESTION in speaker.last.text


async def test_a_decline_after_somebody_approved_takes_nothing_down(
    hall: Hall, mony: Person, dara: Person
) -> None:
    number = await waiting(hall, dara)
    await mony.tap_data(f"mod.ok:{number}")

    for tap in (f"mod.why:{number}:off_topic:pending", f"mod.no:{number}:pending"):
        await mony.send("/moderate")
        await mony.tap_data(tap)
        said = hall.its.plain("You have decided about it already.")
        assert mony.last.text.startswith(said), tap

    assert (await hall.question(number)).status is QuestionStatus.APPROVED


async def test_handed_to_another_speaker_and_session(
    hall: Hall, mony: Person, dara: Person
) -> None:
    number = await waiting(hall, dara)
    await mony.tap_data(f"mod.to:{number}:0")
    await mony.tap_data(f"mod.who:{number}:{PANEL}")
    await mony.tap_data(f"mod.hand:{number}:{PANEL}:{TRY}")

    assert mony.last.text.startswith(hall.its.plain("Handed over."))
    assert (await hall.question(number)).speaker_id == "thy-try"


async def test_after_publication_nobody_has_to_look_first(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    sokha = await hall.member("Sokha", Role.ORGANISER)
    await sokha.tap_data("mod.rules")
    await sokha.tap(its.plain("Publish at once"))
    assert (await qa_rules.of_event(hall.workshop.db)) is Moderation.BEFORE  # it asks first
    await sokha.tap(its.plain("Publish all at once"))
    number = await waiting(hall, dara)

    await dara.send("/questions")
    assert QUESTION.splitlines()[0] in dara.last.text
    await mony.tap_data(f"mod.see:{number}")
    await mony.tap(its.plain("Keep it"))
    assert mony.last.text.startswith(its.plain("Noted: it stays."))
    await mony.tap(its.plain("Take down"))
    await mony.tap_data(f"mod.why:{number}:disrespectful:approved")
    assert mony.last.text.startswith(its.plain("Taken down."))
    await mony.tap(its.plain("Reconsider"))
    assert (await hall.question(number)).status is QuestionStatus.PENDING


async def test_an_old_answer_publishes_nothing_unseen(hall: Hall) -> None:
    its = hall.its
    sokha, nary = [await hall.member(name, Role.ORGANISER) for name in ("Sokha", "Nary")]
    for person in (sokha, nary):
        await person.tap_data("mod.when::after")
    await nary.tap(its.plain("Publish all at once"))
    await nary.tap(its.plain("Look first"))  # that needs no asking
    await nary.tap_data(f"mod.when:{PANEL}:after")

    await sokha.tap(its.plain("Publish all at once"))

    assert sokha.last.text.startswith(its.plain("Somebody else was first."))
    assert await qa_rules.of_event(hall.workshop.db) is Moderation.BEFORE


async def test_a_session_is_closed_for_questions_and_opened(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    await mony.tap_data(f"mod.rule:{PANEL}")
    assert its.plain("Publish at once") not in mony.last.labels  # an organiser's to decide
    await mony.tap(its.plain("Take no more questions"))
    await dara.tap_data(f"q.in:{PANEL}")
    assert dara.last.text.endswith(its.plain("For which session is it? Tap its time."))
    await mony.tap(its.plain("Take questions"))

    await dara.tap_data(f"q.in:{PANEL}")
    assert dara.last.text.endswith(its.plain("For whom is it?"))


async def test_the_stage_goes_through_the_questions_one_by_one(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    ids = await hall.published(mony, dara, ["First of all, why?", "And then, what next?"])
    await mony.send("/stage")
    await mony.tap(its.plain("Questions: {n}", n=2).replace("2", "1–4").replace("២", "១-៤"))
    texts = {each: (await hall.question(each)).text for each in ids}
    (top,) = [each for each in ids if texts[each] in mony.last.text]
    assert mony.last.html.startswith("<b>")
    await mony.tap(its.plain("Put on stage now"))
    assert (await hall.question(top)).spot is Spot.NOW
    assert its.html("<b>on stage, right now</b>").striptags() in mony.last.text
    await dara.tap_data(f"q.see:{top}")
    assert its.plain("On stage now.") in dara.last.text

    await mony.tap(its.plain("✅ Answered"))
    assert (await hall.question(top)).status is QuestionStatus.ANSWERED
    assert (await hall.question(top)).text not in mony.last.text
    await mony.tap(its.plain("✅ Answered"))

    assert its.plain("No question is open in this session.") in mony.last.text
    await dara.tap_data(f"q.see:{top}")
    assert its.plain("It was answered on stage.") in dara.last.text
    await mony.tap_data(f"mod.open:{top}")
    assert (await hall.question(top)).status is QuestionStatus.APPROVED


async def test_a_reason_in_own_words_takes_down_nothing_that_was_approved_meanwhile(
    hall: Hall, mony: Person, dara: Person
) -> None:
    nary = await hall.member("Nary", Role.MODERATOR)
    number = await waiting(hall, dara)
    await mony.tap_data(f"mod.no:{number}:pending")
    await nary.tap_data(f"mod.ok:{number}")

    await mony.tap(hall.its.plain("In your own words"))

    assert mony.last.text.startswith(hall.its.plain("Somebody else was first."))
    await mony.send("Not today")
    assert (await hall.question(number)).status is QuestionStatus.APPROVED


async def test_what_was_decided_is_found_again(hall: Hall, mony: Person, dara: Person) -> None:
    its = hall.its
    await hall.member("Vibol", Role.SPEAKER, "thy-try")
    number = await waiting(hall, dara)
    await mony.tap_data(f"mod.ok:{number}")
    said = "Approved. Everybody can read it now, and the speaker gets it."
    assert mony.last.text.startswith(its.plain(said))

    await mony.send("/moderate")
    await mony.tap(its.plain("Published, not answered"))
    assert QUESTION in mony.last.text
    await mony.tap_data(f"mod.see:{number}")
    await mony.tap(its.plain("Take down"))
    await mony.tap_data(f"mod.why:{number}:off_topic:approved")
    await mony.send("/moderate")
    await mony.tap(its.plain("Declined questions"))
    await mony.tap_data(f"mod.see:{number}")
    await mony.tap(its.plain("Reconsider"))
    await mony.tap_data(f"mod.ok:{number}")
    await mony.tap_data(f"mod.done:{number}:0")
    await mony.send("/moderate")
    await mony.tap(its.plain("Answered questions"))
    assert QUESTION in mony.last.text

    await mony.tap_data(f"q.open:{number}")
    await mony.tap(its.plain("Moderate this question"))
    assert its.plain("Not answered yet") in mony.last.labels
    await dara.tap_data(f"q.open:{number}")
    assert its.plain("Moderate this question") not in dara.last.labels
    await dara.tap_data("mod.box:published:0")
    assert dara.last.text == its.plain("That is only for the people who run the workshop.")


async def test_a_translation_is_another_text_and_can_be_taken_away(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    number = await waiting(hall, dara)
    await mony.tap_data(f"mod.write:{number}:translation:pending")
    await mony.send(QUESTION)
    same = "That is the same text. Please write it in the other language."
    assert mony.last.text.startswith(its.plain(same))
    await mony.send("តើ SLA ជាអ្វី?")
    await mony.tap_data(f"mod.write:{number}:text:pending")
    await mony.send("What is the SLA?")
    see = "Stored. Please see whether the translation still says the same."
    assert mony.last.text.startswith(its.plain(see))

    await mony.tap_data(f"mod.write:{number}:translation:pending")
    await mony.tap(its.plain("Without translation"))

    assert mony.last.text.startswith(its.plain("Stored."))
    assert (await hall.question(number)).translation is None
    await mony.send("SLA")  # no text about it is waited for any more
    assert (await hall.question(number)).translation is None


async def test_the_stage_goes_on_to_what_stands_next(
    hall: Hall, mony: Person, dara: Person
) -> None:
    its = hall.its
    ids = await hall.published(mony, dara, ["First, why?", "Second, how?", "Third, when?"])
    first, second, third = sorted(ids, reverse=True)
    texts = {each: (await hall.question(each)).text for each in ids}

    def shown() -> list[str]:
        return [each for each in ids if texts[each] in mony.last.text]

    await mony.tap_data(f"mod.run:{PANEL}:1")
    assert shown() == [second]
    await mony.tap(its.plain("More about it"))
    await mony.tap(its.plain("‹ Questions on stage"))
    assert shown() == [second]
    await mony.tap(its.plain("Put on stage now"))
    await mony.tap(its.plain("Answer it later"))
    assert (shown(), (await hall.question(second)).spot) == ([first], Spot.NONE)
    await mony.tap(its.plain("Next question ›"))
    await mony.tap(its.plain("✅ Answered"))
    assert shown() == [third]
    await mony.tap(its.plain("✅ Answered"))
    assert shown() == [first]  # after the last the first again


async def test_no_translation_is_taken_away_that_another_wrote_since(
    hall: Hall, mony: Person, dara: Person
) -> None:
    nary = await hall.member("Nary", Role.MODERATOR)
    number = await waiting(hall, dara)
    await mony.tap_data(f"mod.write:{number}:translation:pending")
    await mony.send("តើ SLA ជាអ្វី?")
    for moderator in (mony, nary):
        await moderator.tap_data(f"mod.write:{number}:translation:pending")
    await nary.send("តើ SLA ជាអ្វី ហើយចាប់ផ្ដើមពេលណា?")

    await mony.tap(hall.its.plain("Without translation"))

    changed = "Somebody else changed it while you wrote. This is how it reads now:"
    assert mony.last.text.startswith(hall.its.plain(changed))
    assert (await hall.question(number)).translation == "តើ SLA ជាអ្វី ហើយចាប់ផ្ដើមពេលណា?"


async def test_what_is_written_to_nobody_any_more_ends_kindly(
    hall: Hall, mony: Person, dara: Person
) -> None:
    number = await waiting(hall, dara)
    await mony.tap_data(f"mod.write:{number}:translation:pending")
    await hall.workshop.promote(mony, Role.ATTENDEE)

    await mony.send("តើ SLA ជាអ្វី?")

    assert mony.last.text == hall.its.plain("That is only for the people who run the workshop.")
    assert (await hall.question(number)).translation is None
