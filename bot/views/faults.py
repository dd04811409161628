"""What is wrong with an event file, for whoever wrote it."""

from bot.i18n.catalogue import words
from storage.models import Fault, Locale


def faults(found: tuple[Fault, ...], locale: Locale) -> str:
    """List every fault with its place, a line each."""
    _ = words(locale)
    return "\n".join(f"{fault.place}: {_.plain(fault.problem, **fault.values)}" for fault in found)
