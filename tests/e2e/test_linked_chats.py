"""Groups and channels: linked by a code, told in their language, and otherwise not heard."""

import pytest

from bot.callbacks_admin import OpenChat
from bot.i18n.catalogue import words
from simulator.acts import text_content
from simulator.person import Person
from storage.models import Locale
from tests.e2e.announcing import ENGLISH, IN_ENGLISH, IN_KHMER, announce, go_out, organiser, still
from tests.e2e.conftest import Workshop
from tests.e2e.linking import HERE, chats, code, linked, put, said

TOO_OLD = (
    "The code that you wrote in “Team <b>” was used, taken back, or is too old."
    " Please make a new one."
)


@pytest.fixture
async def sokha(workshop: Workshop) -> Person:
    """An organiser who reads English."""
    return await organiser(workshop, "Sokha")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_code_links_the_chat_where_it_is_written(
    workshop: Workshop, sokha: Person, kind: str
) -> None:
    group = await linked(workshop, sokha, kind)

    assert said(group) == [HERE]
    assert group.last.buttons == []
    assert await chats(workshop) == [(group.id, "Team <b>", "both", 0)]
    assert sokha.last.text == (
        "Linked. If you do not know this group or channel, unlink it.\n"
        "\n"
        "Team <b>\n"
        "Language: Khmer and English\n"
        "Linked since 3 July 2025, 8:20 AM"
    )


async def test_the_link_for_groups_does_it_in_one_step(workshop: Workshop, sokha: Person) -> None:
    dara = await workshop.reader("Dara")
    group = await workshop.simulator.group("Team", [dara], bot=False)
    await code(sokha)
    shown = sokha.chat[-2].text
    link = next(line for line in shown.splitlines() if "startgroup=" in line)

    await dara.start_in(group, link.partition("startgroup=")[2], expect=1)
    await sokha.settled()

    assert said(group) == [HERE]
    assert await chats(workshop) == [(group.id, "Team", "both", 0)]
    assert sokha.last.text.startswith("Linked.")


async def test_a_code_works_once_and_in_the_hour(workshop: Workshop, sokha: Person) -> None:
    group = await linked(workshop, sokha)
    used = next(each.text for each in group.chat if each.text.startswith("/link"))
    other = await workshop.simulator.group("Team <b>", [sokha])
    await sokha.send_in(other, used)
    await sokha.settled()
    assert sokha.last.text == TOO_OLD

    late = await code(sokha)
    workshop.at(9, 20)
    await sokha.send_in(other, late)
    await sokha.settled()

    assert sokha.last.text == TOO_OLD
    assert sokha.last.labels == ["Link a group or channel", "‹ Back"]
    await other.refresh()
    assert said(other) == []
    assert len(await chats(workshop)) == 1


async def test_who_has_no_code_gets_no_word_out_of_the_bot(
    workshop: Workshop, sokha: Person
) -> None:
    dara = await workshop.reader("Dara")
    team = await workshop.simulator.group("Team", [dara])
    news = await workshop.simulator.group("News", [dara], kind="channel")
    version = workshop.db.version
    heard = ["/link", "/link x", "/link@workshop_demo_bot x y", "/start", "/start link_x"]

    for group in (team, news):
        for text in (*heard, "/start x", "/now", "/admin", "/team"):
            await dara.send_in(group, text)
    await dara.settled()

    assert (said(team), said(news), await chats(workshop)) == ([], [], [])
    assert workshop.db.version == version  # nothing was even begun to be written
    assert dara.last.text.startswith("Workshop on Digital")
    assert sokha.last.text.startswith("Workshop on Digital")


async def test_linked_again_it_stays_one_and_keeps_its_language(
    workshop: Workshop, sokha: Person
) -> None:
    group = await linked(workshop, sokha)
    await sokha.tap("English")

    await sokha.send_in(group, await code(sokha), expect=1)

    assert await chats(workshop) == [(group.id, "Team <b>", "en", 0)]


async def test_it_gets_announcements_and_changes_in_its_language(
    workshop: Workshop, sokha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    still(workshop, monkeypatch)
    monkeypatch.setattr("bot.ratelimit_chats.GROUP_SECONDS", 0.0)
    group = await linked(workshop, sokha)
    await announce(sokha, "Send to 1 person")
    await go_out(workshop, sokha)
    await group.refresh()
    assert group.last.text == f"{IN_KHMER}\n\n{IN_ENGLISH}"

    await sokha.tap_data(OpenChat(1).encode())
    await sokha.tap("English")
    await sokha.send("/late 15")
    await sokha.tap("Publish")
    await sokha.tap("Tell now")
    await go_out(workshop, sokha)

    await group.refresh()
    assert group.last.text.startswith("Change of the agenda\n")
    assert ENGLISH not in group.last.text


async def test_a_post_that_comes_again_in_the_group_of_comments_links_the_channel_only(
    workshop: Workshop, sokha: Person
) -> None:
    comments = await workshop.simulator.group("Comments", [sokha])
    content = {**text_content(await code(sokha)), "is_automatic_forward": True}

    await put(workshop, comments, sokha, content)

    assert await chats(workshop) == []


async def test_where_it_cannot_write_the_organiser_hears_of_it(
    workshop: Workshop, sokha: Person
) -> None:
    group = await workshop.simulator.group("Team", [sokha])
    content = text_content(await code(sokha))
    await group.kick(sokha)

    await put(workshop, group, sokha, content)

    assert sokha.last.text.split("\n\n")[1] == (
        "But I cannot write there. Please allow the bot to send messages there."
    )


async def test_where_nobody_knows_whether_it_arrived_it_is_linked_all_the_same(
    workshop: Workshop, sokha: Person
) -> None:
    group = await workshop.simulator.group("Team", [sokha])
    fault = {"kind": "drop_after", "method": "sendMessage", "chat_id": group.id}
    text = await code(sokha)
    await workshop.simulator.control("/faults", fault)

    await sokha.send_in(group, text, expect=1)
    await sokha.settled()

    assert sokha.last.text.startswith("Linked.")
    assert "I cannot write there" not in sokha.last.text
    assert await chats(workshop) == [(group.id, "Team", "both", 0)]


@pytest.mark.parametrize("language", ["km", "en"])
async def test_written_to_the_bot_itself_it_says_where_the_code_belongs(
    workshop: Workshop, language: str
) -> None:
    _ = words(Locale(language))
    sokha = await organiser(workshop, "Sokha", language)
    dara = await workshop.reader("Dara", language)

    await sokha.send("/link abc")
    await dara.send("/link abc")

    there = _.plain("That is to be written in the group or channel, not here.")
    assert sokha.last.text.splitlines()[0] == there
    assert _.plain("Link a group or channel") in sokha.last.labels
    assert dara.last.text == _.plain("That is only for the people who run the workshop.")
