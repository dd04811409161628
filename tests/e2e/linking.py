"""How an organiser links a group or channel, and what is stored of it then."""

from bot.i18n.catalogue import words
from simulator.group import Group
from simulator.person import Person
from storage.models import Locale
from tests.e2e.conftest import Workshop

TITLES = {
    Locale.KM: "សិក្ខាសាលាស្ដីពីគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥",
    Locale.EN: "Workshop on Digital Government Policy 2022-2035",
}

HERE = "\n\n".join(
    words(locale).plain(
        "Announcements and changes of the agenda of “{title}” come here from now on.", title=title
    )
    for locale, title in TITLES.items()
)


async def code(sokha: Person) -> str:
    """Make a code, by the buttons of /admin; return the message that is to be forwarded."""
    await sokha.send("/admin")
    await sokha.tap("Groups and channels")
    await sokha.tap("Link a group or channel")
    await sokha.expect(3)  # the screen, the answer, and the message with the code
    return sokha.last.text


async def linked(workshop: Workshop, sokha: Person, kind: str = "supergroup") -> Group:
    """Give a chat that is linked."""
    group = await workshop.simulator.group("Team <b>", [sokha], kind=kind)
    await sokha.send_in(group, await code(sokha), expect=1)
    await sokha.settled()
    return group


async def chats(workshop: Workshop) -> list[tuple[object, ...]]:
    """Return the linked chats as they are stored: id, title, language, and whether lost."""
    rows = await workshop.db.all(
        "SELECT chat_id, title, language, lost_since IS NOT NULL FROM linked_chat ORDER BY id"
    )
    return [tuple(row) for row in rows]


def said(group: Group) -> list[str]:
    """Return what the bot wrote there."""
    return [message.text for message in group.chat if message.from_bot]


async def put(workshop: Workshop, group: Group, person: Person, content: dict[str, object]) -> None:
    """Let the bot hear a message that the control API cannot make."""
    world = workshop.simulator.world
    message = world.put(world.chats[group.id], content, sender=world.accounts[person.id].user())
    world.push("message", message.raw)
    await workshop.heard()
    await person.refresh()
