"""How was the panel: one silent message to whoever came, one tap, and something more."""

import pytest

from bot.callbacks import short
from simulator.person import Person
from storage import responses
from storage.models import Role
from tests.e2e.qa import Hall
from tests.e2e.said import Said
from tests.e2e.surveying import TEXT, came

SESSION = f"fb:{short('panel')}"
TITLES = {
    "km": "វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល?",
    "en": "Panel Discussion: What Does Digital Transformation mean for CSOs?",
}


@pytest.fixture
async def lunch(hall: Hall, dara: Person) -> Hall:
    """The panel is just over, and Dara came."""
    await came(hall, dara)
    hall.workshop.at(12, 1)
    await hall.tick()
    return hall


async def test_one_silent_message_and_one_tap(lunch: Hall, dara: Person, says: Said) -> None:
    its = lunch.its
    assert dara.last.silent
    assert dara.last.text == "\n".join(
        [
            its.plain("How was this session?"),
            TITLES[says.code],
            "",
            its.plain("One tap. Nobody can see who answers what."),
        ]
    )
    names = ["Very good", "Good", "Fair", "Poor", "Very poor"]
    labels = [
        its.plain("{n} · {word}", n=5 - n, word=its.plain(name)) for n, name in enumerate(names)
    ]
    assert dara.last.buttons == [[label] for label in labels]
    asked = dara.last
    await dara.tap(labels[1])

    thanks = its.plain("You chose: {rating}. Thank you.", rating=labels[1])
    assert dara.last.text == f"{TITLES[says.code]}\n\n{thanks}"
    assert dara.last.labels[0] == its.plain("Say more")
    await dara.tap_data(f"{SESSION}:1", asked)
    already = its.plain("You have rated this session already. Thank you.")
    assert dara.last.text == f"{TITLES[says.code]}\n\n{already}"
    assert await responses.waiting_counts(lunch.workshop.db) == {"feedback:panel": 1}


async def test_whoever_wants_says_more_and_sees_it_before_it_is_sent(
    lunch: Hall, dara: Person
) -> None:
    its = lunch.its
    await dara.tap(its.plain("{n} · {word}", n=3, word=its.plain("Fair")))
    await dara.tap(its.plain("Say more"))
    await dara.send(TEXT)
    assert TEXT in dara.last.text
    assert dara.last.buttons == [
        [its.plain("Send")],
        [its.plain("Rewrite"), its.plain("Discard")],
    ]
    card = dara.last
    await dara.tap(its.plain("Rewrite"))
    await dara.send("Shorter, please.")
    await dara.tap(its.plain("Send"))
    assert dara.last.text == its.plain("It was sent. Thank you.")
    await dara.tap(its.plain("Send"), card)
    said = its.plain("You have written about this session already. Thank you.")
    assert dara.message(card.message_id).text == said
    counts = await responses.waiting_counts(lunch.workshop.db)
    assert counts == {"feedback:panel": 1, "comment:panel": 1}


async def test_thinking_better_of_it_sends_nothing(lunch: Hall, dara: Person) -> None:
    its = lunch.its
    await dara.tap(its.plain("{n} · {word}", n=3, word=its.plain("Fair")))
    await dara.tap(its.plain("Say more"))
    await dara.send("/agenda")
    await dara.send(TEXT)
    assert its.plain("Send") not in dara.last.labels
    await dara.tap(its.plain("Say more"))
    await dara.tap(its.plain("Cancel"))
    assert dara.last.text == its.plain("Nothing was sent.")
    await dara.send(TEXT)
    assert its.plain("Send") not in dara.last.labels
    assert await responses.waiting_counts(lunch.workshop.db) == {"feedback:panel": 1}


async def test_organisers_switch_it_off(hall: Hall, dara: Person) -> None:
    its = hall.its
    bopha = await hall.member("Bopha", Role.ORGANISER)
    await came(hall, dara)
    await bopha.send("/results")
    await bopha.tap(its.plain("Sessions"))
    await bopha.tap(its.plain("Ask no more"))
    assert its.plain("Nobody is asked how a session was.") in bopha.last.text
    hall.workshop.at(12, 1)
    since = len(dara.chat)
    await hall.tick()
    assert len(dara.chat) == since
    await bopha.tap(its.plain("Ask after sessions"))
    await hall.tick()
    assert dara.last.text.startswith(its.plain("How was this session?"))


async def test_whoever_did_not_come_is_not_asked(lunch: Hall) -> None:
    emma = await lunch.reader("Emma")
    await lunch.tick()
    heading = lunch.its.plain("How was this session?")
    assert not any(each.text.startswith(heading) for each in emma.chat)


async def test_nobody_is_let_write_what_cannot_be_sent(lunch: Hall, dara: Person) -> None:
    its = lunch.its
    await dara.tap(its.plain("{n} · {word}", n=3, word=its.plain("Fair")))
    thanks = dara.last
    await dara.tap(its.plain("Say more"))
    await dara.send(TEXT)
    await dara.tap(its.plain("Send"))
    await dara.tap(its.plain("Say more"), thanks)
    said = its.plain("You have written about this session already. Thank you.")
    assert dara.message(thanks.message_id).text == said
    too_late = its.plain("This session cannot be rated now. Thank you all the same.")
    await dara.tap_data(f"fb.more:{short('closing')}")
    assert dara.last.text == too_late
    emma = await lunch.reader("Emma")
    await emma.tap_data(f"fb.more:{short('panel')}")
    assert emma.last.text == too_late
