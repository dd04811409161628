"""/admin: the day at a glance, as it goes on, and where it leads."""

import pytest

from bot.i18n.catalogue import words
from storage.models import Locale
from tests.e2e.announcing import announce, go_out, organiser, still
from tests.e2e.conftest import Workshop
from tests.e2e.plays import register
from tests.e2e.said import Said, seen


async def test_it_shows_how_the_day_goes(workshop: Workshop, says: Said) -> None:
    _ = words(Locale(says.code))
    sokha = await organiser(workshop, "Sokha", says.code)
    dara = await workshop.reader("Dara", says.code)
    await register(dara, says)

    await sokha.send("/admin")

    people, stage, messages, chats = sokha.last.text.split("\n\n")[1:]
    assert people.splitlines() == [
        _.plain("Registered: {n} of {places}", n=1, places=170),
        _.plain("Checked in: {n}", n=0),
        _.plain(
            "Can be reached, with the team: {n} ({km} in Khmer, {en} in English)",
            n=2,
            km=2 * (says.code == "km"),
            en=2 * (says.code == "en"),
        ),
        _.plain("Have blocked the bot: {n}", n=0),
    ]
    assert stage.splitlines()[0] == _.plain("Nothing is on right now.")
    assert messages.splitlines() == [
        _.plain("Messages to be sent: none"),
        _.plain("Failed today: none"),
    ]
    assert chats == _.plain("Groups and channels: {n}", n=0)

    await dara.block()
    await dara.settled()
    workshop.at(10, 35)
    await sokha.tap(_.plain("Update"))

    assert _.plain("Have blocked the bot: {n}", n=1) in sokha.last.text
    coffee = {"km": "សម្រាកអាហារសម្រន់", "en": "Coffee Break"}[says.code]
    assert coffee in sokha.last.text.split("\n\n")[2].splitlines()[0]


async def test_each_button_leads_on(workshop: Workshop, says: Said) -> None:
    _ = words(Locale(says.code))
    sokha = await organiser(workshop, "Sokha", says.code)
    await sokha.send("/admin")
    glance, leads = sokha.last, {}

    for label in sokha.last.labels[:5]:
        await sokha.tap(label, glance)
        leads[label] = sokha.last.text.split("\n")[0].split(" · ")[0]
        await sokha.tap_data("adm", glance)
        assert seen(sokha.last) == seen(glance)

    assert leads == {
        _.plain("Stage"): _.plain("<b>The stage</b> · as of {time}", time="")[3:].split("</b>")[0],
        _.plain("Change the agenda"): _.plain("Change the agenda"),
        _.plain("Announcements"): _.plain("Announcements"),
        _.plain("The team"): _.plain("The team"),
        _.plain("Groups and channels"): _.plain("Groups and channels"),
    }


async def test_what_waits_and_what_failed(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    still(workshop, monkeypatch)
    sokha = await organiser(workshop, "Sokha")
    await announce(sokha, "Send to 1 person")
    await sokha.send("/admin")
    assert "Messages to be sent: 1, all of them now" in sokha.last.text

    async with workshop.db.transaction() as tx:
        await tx.all("UPDATE announcement SET media_kind = 'photo', file_id = 'no such file'")
    await go_out(workshop, sokha)
    await sokha.send("/admin")

    messages = sokha.last.text.split("\n\n")[3].splitlines()
    assert messages[:2] == ["Messages to be sent: none", "Failed today: 1"]
    assert messages[2].startswith("• announcement: ")
    assert messages[2].endswith(" (1)")
