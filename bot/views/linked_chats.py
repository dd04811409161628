"""Groups and channels: listed, linked, one by one, and what is said in them once they are."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup, escape

from bot.callbacks_admin import (
    ChooseChatLanguage,
    LinkChat,
    OpenAdmin,
    OpenChat,
    OpenChats,
    Unlink,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views.editing import back, turn
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs
from bot.views.team import numbered, paged
from storage.models import Agenda, ChatLanguage, LinkedChat, Locale

_LANGUAGES = {
    ChatLanguage.BOTH: N_("Khmer and English"),
    ChatLanguage.KM: N_("Khmer"),
    ChatLanguage.EN: N_("English"),
}
THERE = N_("That is to be written in the group or channel, not here.")
UNLINKED = N_("It gets nothing more. You can remove the bot there.")


def every(
    chats: Sequence[LinkedChat],
    agenda: Agenda,
    *,
    page: int = 0,
    locale: Locale,
    said: str = "",
) -> Screen:
    """List a page of them, a number to tap for each. `said`: a msgid, what just happened."""
    _ = words(locale)
    here, first, page, count = paged(chats, page)
    listed = [
        lines(
            _.html(
                "{n}. {title} · {language}",
                n=n,
                title=bold(each.title),
                language=_.plain(_LANGUAGES[each.language]),
            ),
            _lost(_, each, agenda),
        )
        for n, each in enumerate(here, first)
    ]
    return Screen(
        paragraphs(
            _.html(said) if said else None,
            lines(
                _.html("<b>Groups and channels</b>"),
                _.html("They get the announcements to everyone, and changes of the agenda."),
            ),
            lines(*listed) if listed else _.html("None is linked yet."),
        ),
        (
            *numbered(_, [OpenChat(each.id) for each in here], first),
            *turn(_, page, count, OpenChats),
            (Button(_.plain("Link a group or channel"), LinkChat()),),
            (back(_, OpenAdmin()),),
        ),
    )


def one(its: LinkedChat, agenda: Agenda, locale: Locale) -> Screen:
    """Show one of them, its languages to choose from, and the way to be rid of it."""
    _ = words(locale)
    return Screen(_about(_, its, agenda), _choices(_, its))


def _about(_: Words, its: LinkedChat, agenda: Agenda) -> Markup:
    since = dates.moment(its.linked_at, agenda.event.time_zone, _.locale)
    return lines(
        bold(its.title),
        _.html("Language: {language}", language=_.plain(_LANGUAGES[its.language])),
        _.html("Linked since {time}", time=since),
        _lost(_, its, agenda),
    )


def _lost(_: Words, its: LinkedChat, agenda: Agenda) -> Markup | None:
    if its.lost_since is None:
        return None
    time = dates.moment(its.lost_since, agenda.event.time_zone, _.locale)
    return _.html("Gets nothing: since {time} the bot cannot write there.", time=time)


def _choices(_: Words, its: LinkedChat) -> Rows:
    languages = tuple(
        (
            Button(
                f"✓ {_.plain(name)}" if language is its.language else _.plain(name),
                ChooseChatLanguage(its.id, language),
            ),
        )
        for language, name in _LANGUAGES.items()
    )
    return (
        *languages,
        (Button(_.plain("Unlink"), Unlink(its.id, 0)),),
        (back(_, OpenChats()),),
    )


def ask_unlink(its: LinkedChat, agenda: Agenda, locale: Locale) -> Screen:
    """Ask before one is unlinked."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _about(_, its, agenda),
            _.html("Unlink it? What still waits for it is not sent either."),
        ),
        (
            (Button(_.plain("Unlink"), Unlink(its.id, 1)),),
            (Button(_.plain("Keep it linked"), OpenChat(its.id)),),
        ),
    )


def how_to_link(agenda: Agenda, *, link: str, until: datetime, locale: Locale) -> Screen:
    """Explain what to do with the code, which comes in a message of its own."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>Link a group or channel</b>"),
            lines(
                _.html("A group: open this link and choose it."),
                escape(link),
            ),
            _.html(
                "A channel: add the bot as an administrator that may post, then forward the next"
                " message to it. In a group that has the bot already this does too."
            ),
            _.html(
                "The code works once, until {time}. Please keep it to yourself.",
                time=dates.time(until, agenda.event.time_zone, locale),
            ),
        ),
        ((back(_, OpenChats()),),),
    )


def code(username: str, code: str) -> Screen:
    """Write the message to be forwarded; to copy it is to write the command."""
    return Screen(Markup("/link@{} {}").format(username, code))


def confirmed(agenda: Agenda) -> Screen:
    """Say in a group or channel, in both languages, what it gets from now on."""
    return Screen(
        paragraphs(
            *(
                words(locale).html(
                    "Announcements and changes of the agenda of “{title}” come here from now on.",
                    title=agenda.event.title.in_(locale),
                )
                for locale in Locale
            )
        )
    )


def linked(its: LinkedChat, agenda: Agenda, *, silent: bool, locale: Locale) -> Screen:
    """Tell whoever made the code that it was used. `silent`: the bot could not write there."""
    _ = words(locale)
    warning = _.html("But I cannot write there. Please allow the bot to send messages there.")
    return Screen(
        paragraphs(
            _.html("<b>Linked.</b> If you do not know this group or channel, unlink it."),
            warning if silent else None,
            _about(_, its, agenda),
        ),
        _choices(_, its),
    )


def bad_code(title: str, locale: Locale) -> Screen:
    """Tell an organiser, in private, that the code they wrote somewhere links nothing."""
    _ = words(locale)
    return Screen(
        _.html(
            "The code that you wrote in “{title}” was used, taken back, or is too old."
            " Please make a new one.",
            title=title,
        ),
        ((Button(_.plain("Link a group or channel"), LinkChat()),), (back(_, OpenChats()),)),
    )
