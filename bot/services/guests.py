"""Finding somebody at the check-in desk, by code or by name."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.i18n.normalise import key
from bot.services import access, codes
from storage import guests
from storage.database import Database
from storage.models import DeskCounts, Guest, Participant, Right, Search

MOST = 8
"""So many are offered at once."""
NEAR = 80  # of 100


async def counts(db: Database, actor: Participant) -> DeskCounts:
    """Return how many came. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.CHECK_IN)
    return await guests.counts(db)


async def look(db: Database, actor: Participant, text: str) -> Search:
    """Return whom a text may mean: the one with this code, else those of this name.

    Raises: NotAllowed.
    """
    await access.require(db, actor.id, Right.CHECK_IN)
    code = codes.read(text)
    known = await guests.by_code(db, code) if code else None
    if known is not None:
        return Search((known,), code=True)
    found = named(await guests.every(db), text)
    return Search(tuple(found[:MOST]), more=max(0, len(found) - MOST))


def named(everybody: Sequence[Guest], text: str) -> list[Guest]:
    """Return those whose name holds every word of a text, in any order; else who is nearly so.

    Names are compared as `bot.i18n.normalise.key` compares, the closest first.
    """
    typed = key(text)
    words = typed.split()
    if not words:
        return []
    names = [(each, key(each.name)) for each in everybody]
    # Khmer is written with and without spaces between words.
    found = [
        (each, name)
        for each, name in names
        if all(word in name for word in words) or "".join(words) in name.replace(" ", "")
    ]
    if not found:
        found = [(each, name) for each, name in names if _near(typed, name) >= NEAR]
    return [
        each
        for each, name in sorted(
            found, key=lambda one: (-_near(typed, one[1]), one[1], one[0].kind, one[0].id)
        )
    ]


def same(everybody: Sequence[Guest], name: str, organisation: str) -> list[Guest]:
    """Return those of this name, whoever is of this organisation first."""
    ours = key(organisation)
    alike = [each for each in everybody if key(each.name) == key(name)]
    return sorted(alike, key=lambda each: key(each.organisation or "") != ours)


def _near(typed: str, name: str) -> float:
    """Say how near two names are, from 0 to 100; the order of their words does not matter."""
    return max(fuzz.ratio(typed, name), fuzz.token_sort_ratio(typed, name))
