"""A question's whole way, in two languages; and nothing anywhere says who asked."""

import logging

import pytest

from bot import ratelimit_chats
from bot.i18n.catalogue import words
from simulator.person import Person
from storage.models import Locale, Role
from tests.e2e.conftest import Workshop
from tests.e2e.organisers import stop_ticks
from tests.e2e.qa import Hall

ASKED = "តើអង្គការសង្គមស៊ីវិលអាចចូលរួមអនុវត្តគោលនយោបាយនេះដោយរបៀបណា?"
IN_ENGLISH = "How can CSOs take part in carrying out this policy?"
ANSWER = "Join the working group; the call comes out in August."
KM, EN = words(Locale.KM), words(Locale.EN)


@pytest.fixture
async def hall(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """The hall at 11:00; each in their own language."""
    monkeypatch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
    stop_ticks(workshop)
    workshop.at(11)
    opened = Hall(workshop, "km")
    await opened.tick()
    return opened


async def test_asked_in_khmer_answered_in_english_told_in_khmer(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dara = await hall.reader("Dara", "km")
    emma = await hall.reader("Emma", "en")
    bopha = await hall.member("Bopha", Role.ORGANISER, code="km")
    vibol = await hall.member("Vibol", Role.SPEAKER, "thy-try", code="en")

    number = await hall.ask(dara, ASKED)
    await hall.pass_time()
    assert bopha.last.text == KM.plural(
        "{n} question waits to be looked at.", "{n} questions wait to be looked at.", 1
    )
    await bopha.tap(KM.plain("Look at them"))
    await bopha.tap(KM.plain("Look at the first"))
    await bopha.tap(KM.plain("Translate"))
    await bopha.send(IN_ENGLISH)
    await bopha.tap(KM.plain("Approve"))
    for voter in [emma, *[await hall.reader(f"V{n}", "en") for n in range(4)]]:
        await voter.tap_data(f"q.up:{number}:1:1")
    await hall.pass_time()
    await hall.tick()

    listed = vibol.last
    assert (ASKED in listed.text, IN_ENGLISH in listed.text, listed.silent) == (True, True, True)
    assert EN.plain("{n} people want to know too", n=5) in listed.text
    await vibol.tap_data(f"sq.see:{number}:1")
    await vibol.tap(EN.plain("Answer in writing"))
    await vibol.send(ANSWER)
    assert vibol.last.text == "\n\n".join(
        [
            EN.html("<b>This is what everybody will read</b>").striptags(),
            f"{ASKED}\nTranslation:\n{IN_ENGLISH}",
            f"Answer by Thy Try\n{ANSWER}",
        ]
    )
    await vibol.tap(EN.plain("Publish the answer"))
    await hall.pass_time()

    assert dara.last.text == "\n\n".join(
        [
            KM.html("<b>Your question was answered.</b>").striptags(),
            ASKED,
            KM.plain("Answer by {name}", name="Thy Try") + f"\n{ANSWER}",
            KM.plain("Nobody sees this but you, and the way back to you is deleted now."),
        ]
    )
    assert dara.last.silent  # the panel is on
    await emma.send("/questions")
    assert ANSWER in emma.last.text
    assert vibol.message(listed.message_id).text.count(ASKED) == 0  # answered: off the list
    await no_trace(hall, dara, [emma, bopha, vibol], caplog)


async def no_trace(
    hall: Hall, asker: Person, others: list[Person], caplog: pytest.LogCaptureFixture
) -> None:
    """Look for who asked in every table, log line and chat of others."""
    db = hall.workshop.db
    assert await db.all("SELECT * FROM way_back") == []
    tables = ("question", "answer", "upvote", "report", "question_pass", "conversation", "stage")
    rows = [repr([tuple(row) for row in await db.all(f"SELECT * FROM {name}")]) for name in tables]
    ledger = await db.all(
        "SELECT delivery.* FROM delivery JOIN participant ON participant.id = participant_id"
        " WHERE telegram_id = ?1",
        (asker.id,),
    )
    chats = [message.text for other in others for message in other.chat]
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert [row["kind"] for row in ledger] == []
    found = [each for each in [*rows, *chats, *logged] if str(asker.id) in each or "Dara" in each]
    assert found == []
