from bot.i18n.catalogue import words
from simulator.person import Person
from storage.models import Locale
from tests.e2e.conftest import Workshop
from tests.e2e.plays import asked, details, play_to, register
from tests.e2e.said import Said, seen


async def test_a_link_to_a_session_opens_its_card_after_the_language(
    workshop: Workshop, says: Said
) -> None:
    dara = await workshop.newcomer()

    await dara.open_link("session_coffee-break")
    await dara.tap(says.language)

    assert seen(dara.last) == says.coffee_card
    await dara.open_link("session_coffee-break")
    assert seen(dara.last) == says.coffee_card


async def test_a_link_to_registration_begins_it_after_the_language(
    workshop: Workshop, says: Said
) -> None:
    dara = await workshop.newcomer()

    await dara.open_link("register")
    await dara.tap(says.language)
    assert seen(dara.last) == says.step("consent")
    await dara.tap(says.buttons["agree"])

    assert seen(dara.last) == says.step("name")


async def test_register_sent_first_begins_registration_after_the_language(
    workshop: Workshop, says: Said
) -> None:
    dara = await workshop.newcomer()

    await dara.send("/register")
    await dara.tap(says.language)

    assert seen(dara.last) == says.step("consent")


async def test_a_link_to_registration_goes_on_with_one_under_way(dara: Person, says: Said) -> None:
    await play_to("position", dara, says)

    await dara.open_link("register")

    assert seen(dara.last) == asked("position", says)
    assert dara.chat[-2].text == "/start register"  # asked once


async def test_a_link_to_registration_shows_a_registration_that_stands(
    dara: Person, says: Said
) -> None:
    await register(dara, says)

    await dara.open_link("register")

    assert seen(dara.last) == says.standing(**details(says))


async def test_links_that_lead_nowhere_open_the_menu(dara: Person, says: Said) -> None:
    for payload in ("session_gone", "session_", "nowhere", "upvote_abc", "_", "x" * 64):
        await dara.open_link(payload)
        assert seen(dara.last) == says.menu(), payload


async def test_links_that_grant_nothing_say_so(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    bad = words(Locale(says.code)).plain(
        "This link was used, taken back, or is too old. Please ask an organiser for a new one."
    )

    for payload in ("claim_abc", "team_", "speaker_" + "x" * 22, "claim"):
        await dara.open_link(payload)
        assert seen(dara.last) == says.on(bad), payload
    rows = await workshop.db.all("SELECT role, speaker_id FROM participant")
    assert [tuple(row) for row in rows] == [("attendee", None)]


async def test_a_link_that_is_too_long_to_keep_opens_the_menu_after_the_language(
    workshop: Workshop, says: Said
) -> None:
    dara = await workshop.newcomer()

    await dara.open_link("session_" + "x" * 56)
    await dara.tap(says.language)

    assert seen(dara.last) == says.menu()


async def test_the_link_of_a_ticket_says_where_to_show_it(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    row = await workshop.db.one("SELECT ticket_code FROM participant")
    assert row is not None

    await dara.open_link(f"checkin_{row['ticket_code']}")

    assert seen(dara.last) == says.on(says.desk_link)
