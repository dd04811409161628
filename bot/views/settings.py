"""Which reminders somebody wants, on one screen whose buttons change it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_settings import ChooseBreaks, ChooseLead, ChooseMorning, ChooseScope
from bot.i18n import dates
from bot.i18n.catalogue import words
from bot.i18n.marked import N_
from bot.views.screen import Button, Screen, lines, paragraphs, place
from storage.models import Locale, ReminderRule, ReminderScope

_SCOPES = {
    ReminderScope.ALL: N_("All"),
    ReminderScope.STARRED: N_("★ Starred"),
    ReminderScope.NONE: N_("None"),
}
_BREAKS = {True: N_("Breaks too"), False: N_("No breaks")}
_MORNING = {True: N_("The day's plan"), False: N_("No plan")}


def reminders(
    rule: ReminderRule, *, leads: Sequence[int], concerned: bool, locale: Locale
) -> Screen:
    """Show which reminders somebody wants, and what they can choose instead.

    `leads` are the minutes before the start that are offered; `concerned` says whether reminders
    come at all: they do to whoever has a place, and to the team.
    """
    _ = words(locale)
    scopes = [
        _choice(_.plain(label), ChooseScope(scope), chosen=scope is rule.scope)
        for scope, label in _SCOPES.items()
    ]
    minutes = [
        _choice(dates.duration(lead, locale), ChooseLead(lead), chosen=lead == rule.minutes)
        for lead in leads
    ]
    breaks = [
        _choice(_.plain(label), ChooseBreaks(int(on)), chosen=on is rule.breaks)
        for on, label in _BREAKS.items()
    ]
    morning = [
        _choice(_.plain(label), ChooseMorning(int(on)), chosen=on is rule.morning)
        for on, label in _MORNING.items()
    ]
    before = (
        (tuple(minutes[:2]), tuple(minutes[2:]), tuple(breaks))
        if rule.scope is not ReminderScope.NONE
        else ()
    )
    return Screen(
        paragraphs(
            _.html("<b>Your reminders</b>"),
            lines(*written(rule, locale)),
            None if concerned else _.html("Reminders come as soon as you are registered."),
            _.html("Tap what you want; ✓ stands before what you have now."),
        ),
        (
            tuple(scopes),
            *before,
            tuple(morning),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def written(rule: ReminderRule, locale: Locale) -> list[Markup]:
    """Say in words which reminders somebody wants, a line each."""
    _ = words(locale)
    plan = _.html("Morning: the day's plan") if rule.morning else _.html("Morning: no plan")
    ahead = dates.duration(rule.minutes, locale)
    match rule.scope:
        case ReminderScope.NONE:
            return [_.html("Sessions: no reminders"), plan]
        case ReminderScope.ALL:
            before = _.html("Sessions: all, {time} before the start", time=ahead)
        case ReminderScope.STARRED:
            before = _.html("Sessions: only starred ones, {time} before the start", time=ahead)
    breaks = _.html("Coffee and lunch: yes") if rule.breaks else _.html("Coffee and lunch: no")
    return [before, breaks, plan]


def _choice(
    label: str, callback: ChooseScope | ChooseLead | ChooseBreaks | ChooseMorning, *, chosen: bool
) -> Button:
    return Button(f"✓ {label}" if chosen else label, callback)
