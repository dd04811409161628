"""The team and its links; how they stand is in screens/team.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.views import grants as grant_views
from bot.views import invitations as link_views
from bot.views import team as views
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Grant,
    Invitation,
    InvitationKind,
    Locale,
    Opening,
    Participant,
    Removal,
    Removed,
    Role,
    Team,
)

CLAIM, TEAM, SPEAKER, LINK = InvitationKind
LINKED = "https://t.me/workshop_bot?start=team_code"


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    at: Callable[..., datetime],
    dara: Participant,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    until = at(8, 20, day=10)
    dara = replace(dara, locale=locale, role=Role.ORGANISER)
    bopha = replace(dara, id=2, role=Role.MODERATOR, name=None, organisation=None)
    try_ = replace(dara, id=3, role=Role.SPEAKER, name="Thy Try", speaker_id="thy-try")
    links = (
        invitation(1, TEAM, at, role=Role.MODERATOR),
        invitation(2, SPEAKER, at, speaker_id="luy-theary"),
        invitation(3, LINK, at),
        invitation(4, CLAIM, at, role=Role.ORGANISER),
        invitation(5, SPEAKER, at, speaker_id="who-left"),
    )
    its = Team((dara, bopha, try_), links)
    many = Team(tuple(replace(bopha, id=n) for n in range(1, 18)), ())
    speaker = agenda.speakers["thy-try"]

    def ask(one: Participant, role: Role, *, named: bool = False) -> Screen:
        return views.ask_take(one, role, agenda, dara, named_in_settings=named)

    def granted(outcome: Opening, link: Invitation, who: Participant, **more: Any) -> Screen:
        grant = Grant(outcome, link, who, **{"usable": False, **more})
        return grant_views.granted(grant, agenda, code="code")

    screens = {
        "the team": views.team(its, agenda, dara, page=0),
        "the first of three pages": views.team(many, agenda, dara, page=0),
        "the last of three pages": views.team(many, agenda, dara, page=99),
        "an organiser": views.member(dara, agenda, locale),
        "a moderator without a name": views.member(bopha, agenda, locale),
        "an organiser who speaks": views.member(replace(try_, role=Role.ORGANISER), agenda, locale),
        "asked, oneself, named in the settings": ask(dara, Role.ORGANISER, named=True),
        "asked, another speaker": ask(try_, Role.SPEAKER),
        "taken": views.taken(Removed(Removal.DONE, bopha, 2), Role.MODERATOR, agenda, dara),
        "taken from oneself": views.taken(
            Removed(Removal.DONE, dara), Role.ORGANISER, agenda, dara
        ),
        "gone already": views.taken(Removed(Removal.PASSED, bopha), Role.SPEAKER, agenda, dara),
        "the last one": views.taken(Removed(Removal.LAST, dara), Role.ORGANISER, agenda, dara),
        "which speaker": link_views.speakers(agenda, {"thy-try"}, page=0, locale=locale),
        "made": link_views.made(Role.MODERATOR, agenda, until=until, locale=locale),
        "the letter": link_views.letter(
            Role.ORGANISER, agenda, link=LINKED, until=until, first=locale
        ),
        "the letter to a moderator": link_views.letter(
            Role.MODERATOR, agenda, link=LINKED, until=until, first=locale
        ),
        "the letter to a speaker": link_views.letter(
            speaker, agenda, link=LINKED, until=until, first=locale
        ),
        "open links": link_views.opened(its, agenda, page=0, locale=locale),
        "no open links": link_views.opened(
            many, agenda, page=0, locale=locale, said=link_views.TAKEN_BACK
        ),
        "an organiser now": granted(Opening.GRANTED, links[3], dara),
        "a moderator now": granted(Opening.GRANTED, links[0], bopha),
        "a speaker now": granted(Opening.GRANTED, links[1], try_, was_speaker_id="thy-try"),
        "an organiser already": granted(Opening.ALREADY, links[3], dara),
        "a moderator already": granted(Opening.ALREADY, links[0], dara, usable=True),
        "a speaker already": granted(Opening.ALREADY, links[1], try_),
        "one's own link": granted(Opening.OWN, links[1], dara, usable=True),
        "a link that grants nothing": grant_views.bad(locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("team", locale)


def invitation(
    number: int,
    kind: InvitationKind,
    at: Callable[..., datetime],
    *,
    role: Role | None = None,
    speaker_id: str | None = None,
) -> Invitation:
    made = at(8, 20)
    return Invitation(
        id=number,
        kind=kind,
        role=role,
        speaker_id=speaker_id,
        created_by=None,
        created_at=made,
        expires_at=made + timedelta(days=7),
        used_at=None,
        used_by=None,
        revoked_at=None,
    )


def test_the_terminal_is_told_in_both_languages() -> None:
    assert link_views.claim(Locale.EN, hours=24) == (
        "Open this link within 24 hours. Whoever opens it first becomes an organiser:"
    )
    assert link_views.claim(Locale.KM, hours=24) == (
        "សូមបើកតំណនេះក្នុងរយៈពេល ២៤ ម៉ោង។ អ្នកដែលបើកមុនគេ នឹងក្លាយជាអ្នករៀបចំ៖"
    )
