"""What is wrong with an event file, for whoever wrote it."""

from bot.i18n.catalogue import words
from storage.models import Fault, Locale, Plan


def faults(found: tuple[Fault, ...], locale: Locale) -> str:
    """List every fault with its place, a line each."""
    _ = words(locale)
    return "\n".join(f"{fault.place}: {_.plain(fault.problem, **fault.values)}" for fault in found)


def none(name: str, file: Plan, locale: Locale) -> str:
    """Say that a file has no faults, and how much is in it."""
    return words(locale).plain(
        "{name} has no faults. Sessions: {sessions}. Speakers: {speakers}."
        " Questions of the survey: {items}.",
        name=name,
        sessions=len(file.sessions),
        speakers=len(file.speakers),
        items=len(file.survey.items) if file.survey else 0,
    )
