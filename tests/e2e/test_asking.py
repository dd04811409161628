"""Asking: from /ask to a question that nobody can trace, and how it stands afterwards."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.i18n.catalogue import words
from simulator.person import Person
from simulator.server import Simulator
from storage.models import Locale, QuestionStatus, Role
from tests.e2e.plays import double_tap, play_to
from tests.e2e.program import Programs
from tests.e2e.qa import PANEL, QUESTION, TRY, Hall, data, to_card
from tests.e2e.said import Said

TITLES = {
    "km": "វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល?",
    "en": "Panel Discussion: What Does Digital Transformation mean for CSOs?",
}
SPEAKERS = {
    "km": [
        "ឯកឧត្តម Thong Sopymakara",
        "តំណាងបណ្ឌិត្យសភាបច្ចេកវិទ្យាឌីជីថលកម្ពុជា (C…",
        "Thy Try",
        "តំណាងដៃគូអភិវឌ្ឍន៍ – ក្រសួងការបរទេស…",
    ],
    "en": [
        "H.E Thong Sopymakara",
        "Representative CADT",
        "Thy Try",
        "Representative from Dev…",
    ],
}


def card(hall: Hall, text: str, why: str = "", name: str = "") -> str:
    """Write the card of a question to the panel."""
    its = hall.its
    to = [its.plain("Session: {title}", title=TITLES[hall.code])]
    to += [its.plain("For: {name}", name=name)] if name else []
    promise = (
        "• Organisers, moderators and speakers cannot see who asks.",
        "• It is stored without your name; who gets the database cannot tell either.",
        "• Only what you write, and how, can still give you away.",
    )
    parts = [why] if why else []
    parts += [its.html("<b>Your question</b>").striptags(), text, "\n".join(to)]
    return "\n\n".join([*parts, "\n".join(its.plain(line) for line in promise)])


def prompt(hall: Hall, why: str = "") -> str:
    """Write what asks for the text of a question to the panel."""
    its = hall.its
    parts = [why] if why else []
    parts += [
        its.plain("Session: {title}", title=TITLES[hall.code]),
        its.plain(
            "Please write your question in Khmer or English, {least} to {most} characters.",
            least=5,
            most=500,
        ),
        its.plain("Nothing is sent before you have seen it once more."),
    ]
    return "\n\n".join(parts)


async def dump(hall: Hall) -> dict[str, list[str]]:
    """Read every row of every table."""
    db = hall.workshop.db
    tables = await db.all("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        name: [repr(tuple(row)) for row in await db.all(f"SELECT * FROM {name}")]
        for (name,) in tables
    }


async def test_from_the_command_to_the_state_of_the_question(
    hall: Hall, dara: Person, says: Said
) -> None:
    its = hall.its
    await dara.send("/ask")
    first, heading, listed, asks = dara.last.text.split("\n\n")[0], *dara.last.text.split("\n\n")
    assert first == heading == its.html("<b>Ask a question</b>").striptags()
    assert TITLES[says.code] in listed.split("\n")[0]
    assert listed.split("\n")[0].endswith(its.html("<b>on stage now</b>").striptags())
    assert asks == its.plain("For which session is it? Tap its time.")

    await dara.tap_data(f"q.in:{PANEL}")
    assert dara.last.labels == [
        its.plain("Whoever can answer"),
        *SPEAKERS[says.code],
        its.plain("‹ Back"),
        its.plain("Cancel"),
    ]
    await dara.tap("Thy Try")
    await dara.send(QUESTION)
    assert dara.last.text == card(hall, QUESTION, name="Thy Try")
    assert dara.last.buttons == [
        [its.plain("Send, tell me the answer")],
        [its.plain("Send, keep no way back")],
        [its.plain("Rewrite"), its.plain("Discard")],
    ]
    question_id = data(dara.last, "q.send").split(":")[1]
    await dara.tap(its.plain("Send, keep no way back"))

    waits = its.plain("Waiting: a moderator looks at it soon.")
    assert dara.last.text == "\n\n".join(
        [
            its.html("<b>Your question was sent.</b>").striptags(),
            QUESTION,
            waits,
            its.plain("There is no way back to you. The answer will stand under /questions."),
        ]
    )
    await dara.tap(its.plain("How does it stand?"))
    heading = its.html("<b>How your question stands</b>").striptags()
    assert dara.last.text == f"{heading}\n\n{QUESTION}\n\n{waits}"
    stored = await hall.question(question_id)
    assert (stored.session_id, stored.speaker_id, stored.text) == ("panel", "thy-try", QUESTION)
    assert (stored.status, stored.released) == (QuestionStatus.PENDING, False)


async def test_nothing_is_written_but_the_question_itself(hall: Hall, dara: Person) -> None:
    before = await dump(hall)

    await hall.ask(dara, tell=True)

    after = await dump(hall)
    assert {name for name in after if after[name] != before[name]} == {"question", "way_back"}
    assert str(dara.id) not in repr([after["question"], after["way_back"]])
    assert QUESTION in after["question"][0]


async def test_a_stranger_comes_by_the_link_on_the_slides(hall: Hall, says: Said) -> None:
    stranger = await hall.workshop.newcomer("Sok")
    await stranger.open_link("ask_panel")
    await stranger.tap(says.language)

    assert stranger.last.text.endswith(hall.its.plain("For whom is it?"))
    await stranger.tap_data(f"q.for:{PANEL}:{TRY}")
    await stranger.send(QUESTION)
    await stranger.tap(hall.its.plain("Send, tell me the answer"))
    assert hall.its.html("<b>Your question was sent.</b>").striptags() in stranger.last.text


@pytest.mark.parametrize("link", ["ask_nowhere", "ask_lunch-break", "ask_"])
async def test_a_link_to_what_takes_no_questions_lets_choose(
    hall: Hall, dara: Person, link: str
) -> None:
    await dara.open_link(link)

    why = hall.its.plain("This session takes no questions.")
    assert dara.last.text.startswith(why) is (link != "ask_")
    assert dara.last.text.endswith(hall.its.plain("For which session is it? Tap its time."))


@pytest.mark.usefixtures("hall")
async def test_a_link_to_a_session_without_speakers_asks_once(dara: Person) -> None:
    before = len(dara.chat)
    await dara.open_link("ask_plenary")

    assert len([each for each in dara.chat[before:] if each.from_bot]) == 1


async def test_what_follows_the_command_is_the_question(hall: Hall, dara: Person) -> None:
    await dara.send(f"/ask {QUESTION}")
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap_data(f"q.for:{PANEL}:")
    assert dara.last.text == card(hall, QUESTION)

    await dara.send("/ask why")  # too short: it is asked for
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap_data(f"q.for:{PANEL}:")
    assert dara.last.text == prompt(hall)


async def test_who_begins_something_else_is_not_asking_any_more(
    hall: Hall, dara: Person, says: Said
) -> None:
    await dara.open_link("ask_plenary")
    await dara.send("/register")
    assert dara.last.text.endswith(
        says.asks["consent"]
    )  # and the question is not asked for below it
    await dara.send(QUESTION)
    assert dara.last.text.endswith(says.asks["consent"])
    await dara.send("/cancel")
    await dara.send("SLA")
    assert says.not_found.format("SLA") in dara.last.text

    sokha = await hall.member("Sokha", Role.ORGANISER)
    await sokha.open_link("ask_plenary")
    await sokha.send("/announce")
    await sokha.send("/cancel")
    await sokha.send("SLA")
    assert says.not_found.format("SLA") in sokha.last.text


async def test_what_gives_somebody_away_is_pointed_out_to_them(hall: Hall, dara: Person) -> None:
    await to_card(dara, "Call me: 012 345 678. Is that on www.example.org?")

    for hint in (
        "⚠ There is a link in it; everybody will read it.",
        "⚠ There is a phone number in it; everybody will read it.",
    ):
        assert hall.its.plain(hint) in dara.last.text


async def test_an_old_prompt_says_that_nothing_is_asked_there_any_more(
    hall: Hall, dara: Person
) -> None:
    await to_card(dara, "why")  # too short
    first = dara.last
    await dara.send(QUESTION)
    await dara.tap(hall.its.plain("Send, keep no way back"))

    await dara.tap_data("q.drop", first)

    said = "No question is being asked here any more."
    assert dara.message(first.message_id).text == hall.its.plain(said)


async def test_any_text_can_be_asked(hall: Hall, dara: Person) -> None:
    await dara.send("How will the ministry pay for this?")
    assert hall.its.plain("Or is it a question for a speaker?") in dara.last.text

    await dara.tap(hall.its.plain("Ask this"))
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap(hall.its.plain("Whoever can answer"))

    assert dara.last.text == card(hall, "How will the ministry pay for this?")
    await dara.send("digital")  # a word is looked up, not asked
    assert hall.its.plain("Ask this") not in dara.last.labels


@pytest.mark.parametrize(
    ("text", "msgid", "values"),
    [
        ("hm\u200b\u200b\u200b\u200b", "Please write at least {least} characters.", {"least": 5}),
        (
            "ក" * 501,
            "Please write at most {most} characters; these are {n}.",
            {"most": 500, "n": 501},
        ),
    ],
)
async def test_too_short_or_too_long_is_said_and_can_be_written_again(
    hall: Hall, dara: Person, text: str, msgid: str, values: dict[str, Any]
) -> None:
    await to_card(dara, text)
    assert dara.last.text == prompt(hall, hall.its.plain(msgid, **values))

    await dara.send("ក" * 500)

    assert dara.last.text == card(hall, "ក" * 500)


@pytest.mark.parametrize("act", ["voice", "sticker", "photo", "forward"])
async def test_what_is_not_written_by_oneself_is_declined_with_the_reason(
    hall: Hall, dara: Person, act: str
) -> None:
    await dara.send("/ask")
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap_data(f"q.for:{PANEL}:")
    if act == "photo":
        await dara.send_photo(caption="What is this, please?")
    else:
        fields: dict[str, Any] = {"text": "What is an SLA?"} if act == "forward" else {}
        await dara.act(act, **fields)

    why = (
        "I take only what you write yourself: a voice, a photo or a forwarded message can show who"
        " you are."
    )
    assert dara.last.text == prompt(hall, hall.its.plain(why))
    await dara.send(QUESTION)
    assert dara.last.text == card(hall, QUESTION)


async def test_rewritten_discarded_and_cancelled(hall: Hall, dara: Person, says: Said) -> None:
    await to_card(dara, "What is an SAL?")
    await dara.tap(hall.its.plain("Rewrite"))
    assert dara.last.text == f"What is an SAL?\n\n{prompt(hall)}"
    await dara.tap(hall.its.plain("‹ Back"))
    assert dara.last.text == card(hall, "What is an SAL?")
    await dara.tap(hall.its.plain("Rewrite"))
    await dara.send("/now", expect=2)  # a command does not end it
    assert dara.last.text == prompt(hall)
    await dara.send(QUESTION)
    assert dara.last.text == card(hall, QUESTION)

    await dara.tap(hall.its.plain("Discard"))
    assert dara.last.text == hall.its.plain("Nothing was sent.")
    await dara.send("/ask")
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap_data(f"q.for:{PANEL}:")
    await dara.send("/cancel")
    assert dara.last.text == hall.its.plain("Nothing was sent.")
    await dara.send("SLA")

    assert says.not_found.format("SLA") in dara.last.text
    assert await hall.workshop.db.all("SELECT * FROM question") == []


async def test_a_text_long_after_it_was_asked_for_is_heard_as_usual(
    hall: Hall, dara: Person, says: Said
) -> None:
    await dara.send("/ask")
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap_data(f"q.for:{PANEL}:")
    hall.workshop.at(11, 31)

    await dara.send("SLA")

    assert says.not_found.format("SLA") in dara.last.text


async def test_a_second_tap_sends_nothing_more(hall: Hall, dara: Person) -> None:
    await to_card(dara)

    await double_tap(hall.workshop.simulator, dara, hall.its.plain("Send, keep no way back"))

    rows = await hall.workshop.db.all("SELECT text FROM question")
    assert [row["text"] for row in rows] == [QUESTION]


async def test_the_fourth_within_five_minutes_waits_and_is_not_lost(
    hall: Hall, dara: Person
) -> None:
    for n in range(3):
        await hall.ask(dara, f"Question number {n}?")
    await hall.ask(dara, "Question number 3?")
    too_many = (
        "You have just sent {n} questions. Please let others ask too, and try again in a few"
        " minutes."
    )
    assert dara.last.text == card(hall, "Question number 3?", hall.its.plain(too_many, n=3))

    hall.workshop.at(11, 6)
    await dara.tap(hall.its.plain("Send, keep no way back"))

    assert hall.its.html("<b>Your question was sent.</b>").striptags() in dara.last.text
    assert len(await hall.workshop.db.all("SELECT id FROM question")) == 4


async def test_whoever_registers_finishes_that_first(hall: Hall, dara: Person, says: Said) -> None:
    await play_to("organisation", dara, says)
    before = await dump(hall)
    first = (
        "You are registering right now. Please finish that first, or stop it with /cancel: then"
        " your question cannot become part of it."
    )
    for tap in ("q.ask", f"q.in:{PANEL}", f"q.for:{PANEL}:{TRY}", f"q.edit:{PANEL}:"):
        await dara.tap_data(tap)
        assert dara.last.text == hall.its.plain(first)

    assert await dump(hall) == before
    await dara.tap(says.buttons["continue"])
    assert dara.last.text.endswith(says.asks["organisation"])


async def test_whoever_writes_for_the_team_finishes_that_first(hall: Hall) -> None:
    sokha = await hall.member("Sokha", Role.ORGANISER)
    await sokha.send("/announce")

    await sokha.send("/ask", expect=2)  # and the announcement is asked for once more

    first = (
        "You are writing something else right now. Please finish that first, or stop it with"
        " /cancel: then your question cannot become part of it."
    )
    assert hall.its.plain(first) in [message.text for message in sokha.chat]


async def test_after_kill_9_the_card_still_sends_and_a_text_is_one_tap_away(
    telegram: Simulator, forked: Programs
) -> None:
    bot, its = forked(telegram.url), words(Locale.EN)
    await bot.start()
    dara = await telegram.person("Dara")
    await dara.send("/start")
    await dara.tap("English")
    await to_card(dara, QUESTION)
    await dara.tap_data("q.drop")
    await dara.send("/ask")
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap_data(f"q.for:{PANEL}:")
    await bot.restart()

    await dara.send("When does the policy begin to apply?")
    restarted = (
        "I was restarted a moment ago and keep nothing of questions that are not sent. If you were"
        " just asking one, it is one tap away:"
    )
    assert its.plain(restarted) in dara.last.text
    await dara.tap(its.plain("Ask this"))
    await dara.tap_data(f"q.in:{PANEL}")
    await dara.tap(its.plain("Whoever can answer"))
    await bot.restart()
    await dara.tap(its.plain("Send, keep no way back"))

    with closing(sqlite3.connect(bot.folder / "workshop.db")) as database:
        rows = database.execute("SELECT text FROM question").fetchall()
    assert rows == [("When does the policy begin to apply?",)]


async def test_who_deletes_their_data_is_not_asking_any_more(
    hall: Hall, dara: Person, says: Said
) -> None:
    await dara.open_link("ask_plenary")
    await dara.send("/mydata")
    await dara.tap_data("del:1")
    await dara.send("/start")
    await dara.tap_data(f"lang:{hall.code}:")

    await dara.send("SLA")

    assert says.not_found.format("SLA") in dara.last.text


async def test_why_anothers_question_was_declined_is_said_to_nobody_else(
    hall: Hall, dara: Person
) -> None:
    its = hall.its
    mony = await hall.member("Mony", Role.MODERATOR)
    mine, theirs = await hall.ask(dara), await hall.ask(await hall.reader("Sok"), f"{QUESTION} ?")
    card = data(dara.last, "q.see")
    await hall.pass_time()
    await mony.tap_data(f"mod.into:{mine}:{theirs}")
    await mony.tap_data(f"mod.why:{theirs}:personal:pending")

    await dara.tap_data(card)

    assert its.plain("It was joined with another question that could not be taken.") in (
        dara.last.text
    )
    assert its.plain("holds personal data") not in dara.last.text
