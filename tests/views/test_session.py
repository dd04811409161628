"""A session's card; how it stands is in screens/session.*.txt."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.services import agenda as service
from bot.views import session as views
from bot.views.screen import Screen
from bot.views.speakers import person
from storage.models import Agenda, Locale, Phase, SessionRole, SessionSpeaker, Text


def card(
    agenda: Agenda, session_id: str, phase: Phase, locale: Locale, *, starred: bool = False
) -> Screen:
    session, before, after = service.find(agenda, session_id)
    return views.card(
        agenda,
        session,
        before=before,
        after=after,
        day=service.day_of(agenda, session),
        phase=phase,
        starred=starred,
        locale=locale,
    )


@pytest.mark.parametrize("locale", Locale)
def test_cards(
    agenda: Agenda,
    big_agenda: Agenda,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    screens = {
        "the presentation, running": card(agenda, "presentation", Phase.RUNNING, locale),
        "the panel, coming and starred": card(agenda, "panel", Phase.COMING, locale, starred=True),
        "the coffee break, past": card(agenda, "coffee-break", Phase.PAST, locale),
        "the first session has none before": card(agenda, "registration", Phase.PAST, locale),
        "the last session has none after": card(agenda, "closing", Phase.COMING, locale),
        "an event of several days names the day": card(
            big_agenda, "session-33", Phase.COMING, locale
        ),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("session", locale)


@pytest.mark.parametrize("locale", Locale)
def test_somebody_with_two_roles_has_one_biography(agenda: Agenda, locale: Locale) -> None:
    panel = next(session for session in agenda.sessions if session.id == "panel")
    who = replace(panel.speakers[1].speaker, biography=Text("ជីវប្រវត្តិ", "A life"))
    twice = replace(
        panel,
        speakers=(
            SessionSpeaker(who, SessionRole.GUEST_SPEAKER, confirmed=True),
            SessionSpeaker(who, SessionRole.PANELIST, confirmed=True),
        ),
    )

    life = "ជីវប្រវត្តិ" if locale is Locale.KM else "A life"
    assert views.biographies(twice, locale) == [f"<b>Thong Sopymakara</b>\n{life}"]
    assert len(views.people(twice, locale)) == 2


def test_a_name_alone_stands_without_a_comma(agenda: Agenda) -> None:
    part = agenda.sessions[5].speakers[2]

    assert person(part, Locale.EN) == "Representative CADT (TBC)"
    assert person(replace(part, confirmed=True), Locale.EN) == "Representative CADT"


def test_what_does_not_fit_is_left_out_from_the_end(agenda: Agenda) -> None:
    """Biographies stand last: the second one would make the message too long."""
    presentation = next(each for each in agenda.sessions if each.id == "presentation")
    parts = tuple(
        replace(part, speaker=replace(part.speaker, biography=Text("គ" * 2000, "b" * 2000)))
        for part in presentation.speakers
    )
    longer = Agenda(agenda.event, (replace(presentation, speakers=parts),))
    without = card(agenda, "presentation", Phase.COMING, Locale.EN).text

    text = card(longer, "presentation", Phase.COMING, Locale.EN).text

    assert text == f"{without}\n\n<b>Luy Theary</b>\n{'b' * 2000}"
