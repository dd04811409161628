"""The end of the data: announced, reported, and what is said ever after."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup, escape

from bot.i18n import dates
from bot.i18n.catalogue import words
from bot.i18n.marked import N_
from bot.views.screen import Screen, lines, paragraphs
from storage.models import Agenda, Erased, Event, KeyEnd, Locale, PurgeReport

_ERASED = {
    Erased.PEOPLE: N_("People who used the bot: {n}"),
    Erased.REGISTRATIONS: N_("Registrations: {n}"),
    Erased.WALK_INS: N_("Registered at the desk: {n}"),
    Erased.CHECK_INS: N_("Check-ins: {n}"),
    Erased.ORGANISATIONS: N_("Organisations that they named: {n}"),
    Erased.UNFINISHED: N_("Registrations and texts not finished: {n}"),
    Erased.DELIVERIES: N_("Messages that were noted: {n}"),
    Erased.ANNOUNCEMENTS: N_("Announcements: {n}"),
    Erased.INVITATIONS: N_("Invitations: {n}"),
    Erased.CHATS: N_("Linked groups and channels: {n}"),
    Erased.DRAFTS: N_("Drafts of the agenda: {n}"),
    Erased.MARKS: N_("Stand-ins of votes, reports and survey answers: {n}"),
    Erased.WAYS_BACK: N_("Sealed ways back to those who asked: {n}"),
    Erased.RESPONSES: N_("Survey answers that were not sent, or of too few people: {n}"),
    Erased.QUESTIONS: N_("Questions declined for their personal data: {n}"),
}


def over(agenda: Agenda, day: date) -> Screen:
    """Answer whoever writes after the purge, in both languages: nobody knows theirs any more."""
    return Screen(paragraphs(*(_over(agenda, day, locale) for locale in Locale)), clears_keys=True)


def _over(agenda: Agenda, day: date, locale: Locale) -> Markup:
    return words(locale).html(
        "“{title}” is over. All personal data was deleted on {date}, as promised. Nothing that you"
        " send here is kept. Thank you for taking part.",
        title=agenda.event.title.in_(locale),
        date=dates.date(day, locale),
    )


def soon(event: Event, counts: Mapping[Erased, int | None], locale: Locale) -> Screen:
    """Warn organisers of the day, and say what to take before it."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html(
                "<b>On {date} all personal data is deleted by itself.</b>",
                date=dates.date(event.purge_on, locale),
            ),
            lines(*map(escape, _counted(counts, locale))),
            _.html(
                "Please take what you still need before then: the list of participants, and"
                " /export. Nobody can bring it back afterwards."
            ),
        )
    )


def done(report: PurgeReport, day: date, locale: Locale) -> Screen:
    """Report to those who were organisers what was deleted."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>On {date} all personal data was deleted.</b>", date=dates.date(day, locale)),
            lines(*map(escape, _counted(report.counts, locale))),
            _.html("Kept: the agenda, questions and answers, and the results of the survey."),
            lines(*map(escape, left(locale))),
        ),
        clears_keys=True,
    )


def left(locale: Locale) -> list[str]:
    """List what no program can delete."""
    _ = words(locale)
    return [
        _.plain("Please delete yourself, wherever they are:"),
        *(
            f"• {what}"
            for what in (
                _.plain("backups of the database"),
                _.plain("exported files and lists of participants"),
                _.plain("the log"),
                _.plain("copies of the key file"),
            )
        ),
    ]


def to_delete(event: Event, counts: Mapping[Erased, int | None], locale: Locale) -> str:
    """Show in the shell what would be deleted."""
    title = words(locale).plain(
        "To be deleted for good from “{title}”:", title=event.title.in_(locale)
    )
    return "\n".join([title, *_counted(counts, locale)])


def confirm(event: Event, locale: Locale) -> str:
    """Ask in the shell for the event's id."""
    return words(locale).plain("To delete it, type {id}: ", id=event.id)


_KEY = {
    KeyEnd.KEPT: N_("Not finished: the key file cannot be deleted."),
    KeyEnd.ELSEWHERE: N_(
        "Not finished: the key file is not at {path}. If it lies elsewhere, set {setting} to it and"
        " run {command} again. If it is deleted already, nothing is left to do."
    ),
}


def report(
    its: PurgeReport, day: date, locale: Locale, *, clean: bool, end: KeyEnd, path: str
) -> str:
    """Write the report for the shell.

    `clean`: the file was written anew; `end`: of the key; `path`: where it was looked for.
    """
    _ = words(locale)
    return "\n".join(
        [
            _.plain("Personal data was deleted on {date}.", date=dates.date(day, locale)),
            *_counted(its.counts, locale),
            *(
                []
                if clean
                else [
                    _.plain(
                        "Not finished: another program reads the database. End it and run {command}"
                        " again.",
                        command="purge",
                    )
                ]
            ),
            *(
                [_.plain(msgid, path=path, setting="SECRET_KEY_FILE", command="purge")]
                if (msgid := _KEY.get(end))
                else []
            ),
            *left(locale),
        ]
    )


NOT_CONFIRMED = N_("Nothing was deleted.")
NEEDS_YES = N_("Nobody is there to confirm it: type the command yourself, or add {option}.")
NO_EVENT = N_("The database holds no event; set {setting} to the file that was used.")


def refused(msgid: str, locale: Locale) -> str:
    """Say why nothing was deleted."""
    return words(locale).plain(msgid, option="--yes", setting="DATABASE")


def in_use(event: Event, locale: Locale) -> str:
    """Say that the bot runs."""
    return words(locale).plain(
        "The bot runs on this database: stop it first, or let it delete by itself on {date}.",
        date=dates.date(event.purge_on, locale),
    )


def too_early(event: Event, locale: Locale) -> str:
    """Say that the event is not over."""
    return words(locale).plain(
        "The event lasts until {date}: to delete before it is over, add {option}.",
        option="--early",
        date=dates.date(event.last_day, locale),
    )


def no_claim(day: date, locale: Locale) -> str:
    """Say that nobody can become an organiser any more."""
    return words(locale).plain(
        "Personal data was deleted on {date}, and the bot stores nobody any more: there is nothing"
        " to organise.",
        date=dates.date(day, locale),
    )


def _counted(counts: Mapping[Erased, int | None], locale: Locale) -> list[str]:
    """Write what there is or was of each, a line each; what there is nothing of is left out."""
    _ = words(locale)
    few = _.plain("1–4")
    found = [
        f"• {_.plain(_ERASED[what], n=few if n is None else n)}"
        for what, n in counts.items()
        if n != 0
    ]
    return found or [_.plain("• nothing")]
