"""Whom an announcement is for: named, and chosen."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.callbacks import Callback
from bot.callbacks_announce import Compose
from bot.callbacks_audience import (
    WHOLE,
    ChooseAudience,
    ListAudiences,
    PickLanguage,
    PickLevel,
    PickOrganisation,
    PickRole,
    PickStarred,
    PickWhole,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.i18n.marked import N_
from bot.views.home import LANGUAGES
from bot.views.screen import Button, Rows, Screen
from storage.models import (
    Agenda,
    AudienceKind,
    Composed,
    Level,
    Locale,
    Organisation,
    Role,
)
from storage.places import LEVELS

A_PAGE = 8
LABEL = 24
"""Clusters of a name on a button: more is cut on a small phone."""
TITLE = 14
"""Clusters of a title beside a time."""

_KINDS = {
    AudienceKind.EVERYONE: N_("Everyone registered"),
    AudienceKind.CHECKED_IN: N_("Whoever has checked in"),
    AudienceKind.LANGUAGE: N_("By language"),
    AudienceKind.LEVEL: N_("By level"),
    AudienceKind.ORGANISATION: N_("By organisation"),
    AudienceKind.STARRED: N_("By starred session"),
    AudienceKind.ROLE: N_("By role"),
    AudienceKind.WAITING: N_("The waiting list"),
}
_ROLES = {
    Role.ATTENDEE: N_("Participants"),
    Role.SPEAKER: N_("Speakers"),
    Role.HELPER: N_("Helpers at the check-in desk"),
    Role.MODERATOR: N_("Moderators"),
    Role.ORGANISER: N_("Organisers"),
}


def named(its: Composed, agenda: Agenda, locale: Locale) -> str:
    """Name an announcement's audience; nothing is escaped."""
    _ = words(locale)
    audience = its.announcement.audience
    match audience.kind:
        case AudienceKind.LANGUAGE:
            return _.plain("Readers of {language}", language=LANGUAGES[Locale(audience.value)])
        case AudienceKind.LEVEL:
            return LEVELS[Level(audience.value)].in_(locale)
        case AudienceKind.ORGANISATION:
            return its.organisation or "—"
        case AudienceKind.STARRED:
            session = agenda.session(audience.value)
            title = session.title.in_(locale) if session else "—"
            return _.plain("Whoever starred “{title}”", title=title)
        case AudienceKind.ROLE:
            return _.plain(_ROLES[Role(audience.value)])
        case AudienceKind.EVERYONE | AudienceKind.CHECKED_IN | AudienceKind.WAITING:
            return _.plain(_KINDS[audience.kind])


def kinds(announcement_id: int, locale: Locale) -> Screen:
    """Ask for whom a draft is."""
    _ = words(locale)
    buttons = [
        Button(
            _.plain(label),
            PickWhole(announcement_id, kind)
            if kind in WHOLE
            else ListAudiences(announcement_id, kind, 0),
        )
        for kind, label in _KINDS.items()
    ]
    return Screen(
        _.html("Who gets this announcement?"),
        (
            *((button,) for button in buttons),
            (Button(_.plain("Back"), Compose(announcement_id)),),
        ),
    )


def languages(announcement_id: int, locale: Locale) -> Screen:
    """Ask for a language."""
    return _few(
        announcement_id,
        [Button(name, PickLanguage(announcement_id, its)) for its, name in LANGUAGES.items()],
        locale,
    )


def levels(announcement_id: int, locale: Locale) -> Screen:
    """Ask for a level."""
    return _few(
        announcement_id,
        [Button(name.in_(locale), PickLevel(announcement_id, its)) for its, name in LEVELS.items()],
        locale,
    )


def roles(announcement_id: int, locale: Locale) -> Screen:
    """Ask for a role."""
    _ = words(locale)
    return _few(
        announcement_id,
        [Button(_.plain(name), PickRole(announcement_id, its)) for its, name in _ROLES.items()],
        locale,
    )


def organisations(
    announcement_id: int, found: Sequence[tuple[Organisation, int]], *, page: int, locale: Locale
) -> Screen:
    """Ask for one of the organisations that people here belong to, and how many do."""
    _ = words(locale)
    if not found:
        return _few(announcement_id, [], locale, said=_.html("Nobody has registered yet."))
    buttons = [
        Button(
            _.plain("{name} ({n})", name=shorten(its.name, LABEL), n=n),
            PickOrganisation(announcement_id, its.id),
        )
        for its, n in found
    ]
    return _paged(announcement_id, AudienceKind.ORGANISATION, buttons, page=page, locale=locale)


def sessions(
    announcement_id: int, agenda: Agenda, stars: Mapping[str, int], *, page: int, locale: Locale
) -> Screen:
    """Ask for one of the sessions that people here starred, and how many did."""
    _ = words(locale)
    starred = [each for each in agenda.sessions if stars.get(each.id)]
    if not starred:
        return _few(announcement_id, [], locale, said=_.html("Nobody has starred a session yet."))
    buttons = [
        Button(
            _.plain(
                "{time} {title} ({n})",
                time=dates.clock(each.starts_at, agenda.event.time_zone, locale),
                title=shorten(each.title.in_(locale), TITLE),
                n=stars[each.id],
            ),
            PickStarred(announcement_id, each.id),
        )
        for each in starred
    ]
    return _paged(announcement_id, AudienceKind.STARRED, buttons, page=page, locale=locale)


def _few(
    announcement_id: int, buttons: Sequence[Button], locale: Locale, *, said: Markup | None = None
) -> Screen:
    _ = words(locale)
    return Screen(
        said or _.html("Who gets this announcement?"),
        (*((button,) for button in buttons), _back(_, announcement_id)),
    )


def _paged(
    announcement_id: int,
    kind: AudienceKind,
    buttons: Sequence[Button],
    *,
    page: int,
    locale: Locale,
) -> Screen:
    _ = words(locale)
    pages = -(-len(buttons) // A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = buttons[page * A_PAGE : (page + 1) * A_PAGE]
    return Screen(
        _.html("Who gets this announcement?"),
        (
            *((button,) for button in shown),
            *_steps(
                _,
                ListAudiences(announcement_id, kind, page - 1) if page else None,
                ListAudiences(announcement_id, kind, page + 1) if page < pages - 1 else None,
            ),
            _back(_, announcement_id),
        ),
    )


def _steps(_: Words, before: Callback | None, after: Callback | None) -> Rows:
    row = (
        *((Button(_.plain("‹ Earlier"), before),) if before else ()),
        *((Button(_.plain("Later ›"), after),) if after else ()),
    )
    return (row,) if row else ()


def _back(_: Words, announcement_id: int) -> tuple[Button, ...]:
    return (Button(_.plain("Back"), ChooseAudience(announcement_id)),)
