"""Which sessions take questions, and whether a moderator sees these before everybody does."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.callbacks import short
from bot.callbacks_moderation import OpenInbox
from bot.callbacks_qa_rules import OpenRule, OpenRules, PublishAtOnce, SetModeration, SetOpen
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import entries, pages
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs
from storage.models import Agenda, Locale, Moderation, QaRule, Session

_WHEN = {
    Moderation.BEFORE: N_("looked at before everybody reads them"),
    Moderation.AFTER: N_("published at once, looked at afterwards"),
}
_LABELS = {
    Moderation.BEFORE: N_("Look first"),
    Moderation.AFTER: N_("Publish at once"),
}
EVENT = ""
MOST = 30
"""Sessions on the screen."""


def rules(
    agenda: Agenda,
    whole: Moderation,
    its: Mapping[str, QaRule],
    sessions: Sequence[Session],
    locale: Locale,
    *,
    may_decide: bool,
    late: bool = False,
) -> Screen:
    """Show the rules; `may_decide`: the reader may change that of the whole event.

    `late`: they would have, and somebody else changed the rules meanwhile.
    """
    _ = words(locale)
    labels = entries.labels(agenda, sessions, locale)

    def write(most: int | None) -> list[Markup]:
        written = [
            lines(
                entries.line(
                    agenda, each, label, starred=frozenset(), locale=locale, dated=True, most=most
                ),
                _takes(_, its[each.id]),
            )
            for each, label in zip(sessions, labels, strict=True)
        ]
        return [
            *([_.html("Somebody else was first.")] if late else []),
            _.html("<b>Q&amp;A rules</b>"),
            _.html("Questions are {when}.", when=_.plain(_WHEN[whole])),
            *written,
            _.html("Tap the time of a session to decide for it alone."),
        ]

    return Screen(
        pages.shrunk(write),
        (
            *(_choice(_, EVENT, whole) if may_decide else ()),
            *entries.rows(
                [
                    Button(label, OpenRule(short(each.id)))
                    for each, label in zip(sessions, labels, strict=True)
                ]
            ),
            (Button(_.plain("‹ Back"), OpenInbox()),),
        ),
    )


def ask_publish(of: str, locale: Locale) -> Screen:
    """Ask whether all questions should really be published unseen; `of`: the mark of the rules."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>Publish the questions of all sessions at once?</b>"),
            _.html(
                "Published at once means that nobody has looked at a question when everybody can"
                " read it."
            ),
            _.html(
                "A moderator can take it down only afterwards. This also holds for sessions for"
                " which something else was decided."
            ),
        ),
        (
            (Button(_.plain("Publish all at once"), PublishAtOnce(of)),),
            (Button(_.plain("‹ Back"), OpenRules()),),
        ),
    )


def rule(session: Session, its: QaRule, locale: Locale, *, may_decide: bool) -> Screen:
    """Show the rule of one session."""
    _ = words(locale)
    key = short(session.id)
    toggle = (
        Button(_.plain("Take no more questions"), SetOpen(key, 0))
        if its.open
        else Button(_.plain("Take questions"), SetOpen(key, 1))
    )
    return Screen(
        paragraphs(
            bold(session.title.in_(locale)),
            _takes(_, its),
            _.html(
                "Published at once means that nobody has looked at a question when everybody can"
                " read it."
            ),
        ),
        (
            (toggle,),
            *(_choice(_, key, its.moderation) if may_decide else ()),
            (Button(_.plain("‹ Back"), OpenRules()),),
        ),
    )


def _takes(_: Words, its: QaRule) -> Markup:
    if not its.open:
        return _.html("takes no questions")
    return _.html("takes questions, {when}", when=_.plain(_WHEN[its.moderation]))


def _choice(_: Words, key: str, chosen: Moderation) -> Rows:
    return (
        tuple(
            Button(
                f"· {_.plain(label)} ·" if moderation is chosen else _.plain(label),
                SetModeration(key, moderation),
            )
            for moderation, label in _LABELS.items()
        ),
    )
