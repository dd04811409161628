"""What is kept about people; how it stands is in screens/privacy.*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.views import pages
from bot.views import privacy as views
from bot.views.screen import Screen
from storage.models import (
    Agenda,
    Conversation,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Draft,
    Level,
    Locale,
    Participant,
    Priority,
    RegistrationStatus,
    Role,
    Step,
    Stored,
)

Moment = Callable[..., datetime]


def delivery(status: DeliveryStatus, due_at: datetime) -> Delivery:
    return Delivery(
        id=1,
        participant_id=1,
        linked_chat_id=None,
        chat_id=1001,
        kind=DeliveryKind.PROMOTED,
        subject="",
        priority=Priority.URGENT,
        status=status,
        due_at=due_at,
        expires_at=due_at + timedelta(days=1),
        attempts=1,
        changed_at=due_at,
    )


def newcomer(dara: Participant) -> Participant:
    return replace(
        dara,
        status=RegistrationStatus.NONE,
        consented_at=None,
        registered_at=None,
        name=None,
        organisation=None,
        level=None,
        province=None,
        phone=None,
        ticket_code=None,
    )


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    *,
    agenda: Agenda,
    dara: Participant,
    at: Moment,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    dara = replace(dara, locale=locale, unreachable_since=at(7), quiet_until=at(7, 10))
    new = newcomer(replace(dara, unreachable_since=None, quiet_until=None))
    draft = Draft(name="Sok <Dara>", level=Level.NATIONAL, typed_organisation="O&DC")
    whole = Stored(
        participant=dara,
        starred=frozenset({"panel", "opening"}),
        conversation=None,
        deliveries=tuple(delivery(status, at(6, 30, day=2)) for status in DeliveryStatus),
    )
    begun = Stored(new, frozenset(), Conversation(1001, Step.SAME_ORGANISATION, draft), ())
    screens = {
        "the notice": views.notice(agenda.event, locale),
        "everything about Dara": views.my_data(whole, agenda, locale)[0],
        "everything about somebody new": views.my_data(
            Stored(new, frozenset(), None, ()), agenda, locale
        )[0],
        "in the middle of registering": views.my_data(begun, agenda, locale)[0],
        "really delete?": views.ask_delete(locale, registered=False),
        "really delete, with the place?": views.ask_delete(locale, registered=True),
        "deleted": views.deleted(locale),
    }

    assert {name: shown(screen) for name, screen in screens.items()} == written("privacy", locale)


@pytest.mark.parametrize("locale", Locale)
def test_a_long_story_goes_on_several_screens(
    big_agenda: Agenda, dara: Participant, at: Moment, locale: Locale
) -> None:
    stored = Stored(
        participant=dara,
        starred=frozenset(session.id for session in big_agenda.sessions),
        conversation=None,
        deliveries=(delivery(DeliveryStatus.SENT, at(8)),) * 200,
    )

    screens = views.my_data(stored, big_agenda, locale)

    assert len(screens) > 1
    assert all(0 < pages.length(screen.text) <= pages.LIMIT for screen in screens)
    assert [bool(screen.rows) for screen in screens] == [False] * (len(screens) - 1) + [True]
    whole = "\n".join(screen.text for screen in screens)
    assert all(whole.count(f"• {each.title.in_(locale)}\n") == 1 for each in big_agenda.sessions)
    outcome = "sent, 3 July 2025, 8:00 AM" if locale is Locale.EN else "បានផ្ញើ · ថ្ងៃទី៣"
    assert whole.count(outcome) == 200


def test_who_is_on_the_agenda_reads_as_whom(agenda: Agenda, dara: Participant) -> None:
    def lines(speaker_id: str) -> list[str]:
        speaker = replace(dara, locale=Locale.EN, role=Role.SPEAKER, speaker_id=speaker_id)
        (screen,) = views.my_data(Stored(speaker, frozenset(), None, ()), agenda, Locale.EN)
        return str(screen.text).split("\n")

    assert "Role: speaker" in lines("sin-putheary")
    assert "On the agenda: Ms. Sin Putheary" in lines("sin-putheary")
    assert "On the agenda: who-left" in lines("who-left")


def test_every_kind_of_message_has_a_name() -> None:
    assert list(views.DELIVERIES) == list(DeliveryKind)
