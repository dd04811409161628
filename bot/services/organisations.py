"""Organisations: one name each, however it is spelled."""

from rapidfuzz import fuzz, process

from bot.i18n.normalise import key
from bot.services.answers import CLOSE
from storage import organisations
from storage.database import Query
from storage.models import Organisation

OFFERED = 4


async def close_to(db: Query, name: str) -> Organisation | list[Organisation]:
    """Return the organisation that others entered under this very name, else close matches.

    The same after normalising is the same; an acronym or a part of a longer name is close. The
    list is empty where nothing is close, and has the closest first.
    """
    entered = {known.id: known for known in await organisations.all_(db)}
    keys = {known.id: known.key for known in entered.values()}
    typed = key(name)
    for known in entered.values():
        if known.key == typed:
            return known
    close = process.extract(
        typed, keys, scorer=fuzz.token_set_ratio, score_cutoff=CLOSE, limit=OFFERED
    )
    return [entered[organisation_id] for _, _, organisation_id in close]
