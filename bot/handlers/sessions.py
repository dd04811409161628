"""A session as buttons name it, by `short` of its id."""

from bot.callbacks import short
from bot.context import Context
from bot.services.errors import NoSuchSession
from storage.models import Session


async def named(context: Context, key: str) -> Session:
    """Return the session that a button names. Raises: NoSuchSession."""
    sessions = (await context.agenda()).sessions
    found = next((each for each in sessions if short(each.id) == key), None)
    if found is None:
        raise NoSuchSession(key)
    return found
