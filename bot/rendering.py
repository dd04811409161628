"""What a delivery says: the rows it needs, and the view that writes it in its reader's language."""

from dataclasses import dataclass
from datetime import datetime

from bot import rendering_questions, rendering_reminders, rendering_surveys
from bot.services import (
    access,
    checking_in,
    corrections,
    notices,
    progress,
    purging,
    reminders,
)
from bot.shared import Shared
from bot.views import announcement as announcement_views
from bot.views import changes as change_views
from bot.views import deliveries as views
from bot.views import publishing as publishing_views
from bot.views import purging as purge_views
from bot.views import welcome as welcome_views
from bot.views.screen import Screen
from storage import announcements, check_ins, outbox
from storage.models import (
    Announcement,
    AnnouncementStatus,
    AudienceKind,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    LinkedChat,
    Participant,
    Right,
)
from storage.stamps import stamp


@dataclass(frozen=True, slots=True)
class Useless:
    """Why a delivery need not be sent any more, for organisers to read."""

    reason: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What takes the place of a message that arrived; `caption`: under its photo or file."""

    screen: Screen
    message_id: int
    caption: bool = False


_ELSEWHERE = {
    **dict.fromkeys(rendering_questions.KINDS, rendering_questions.write),
    **dict.fromkeys(rendering_reminders.KINDS, rendering_reminders.write),
    **dict.fromkeys(rendering_surveys.KINDS, rendering_surveys.write),
}


async def write(  # noqa: PLR0911 -- one for each kind of delivery
    shared: Shared, delivery: Delivery, reader: Participant | LinkedChat, *, now: datetime
) -> Screen | Edit | Useless:
    """Write a delivery as it is true at this moment. `now`: aware UTC.

    One that was sent already (status SENT) is written again because a part of its message changed.
    """
    if isinstance(reader, Participant) and delivery.kind in _ELSEWHERE:
        written = await _ELSEWHERE[delivery.kind](shared, delivery, reader, now=now)
        return Useless(written) if isinstance(written, str) else written
    match delivery.kind, reader:
        case DeliveryKind.PROMOTED, Participant():
            return await _promoted(shared, reader, now=now)
        case DeliveryKind.CHANGE, _:
            return await _change(shared, delivery.subject, reader, now=now)
        case DeliveryKind.ANNOUNCEMENT, _:
            return await _announcement(shared, delivery, reader)
        case DeliveryKind.CORRECTION, _:
            return await _correction(shared, delivery, reader, now=now)
        case DeliveryKind.PURGE, Participant():
            return await _purge(shared, delivery.subject, reader, now=now)
        case DeliveryKind.EVENT_FILE, Participant():
            return _event_file(delivery.subject, reader)
        case DeliveryKind.WELCOME, Participant():
            return await _welcome(shared, delivery.subject, reader, now=now)
        case _:
            return Useless("there is nobody to read it")


async def again(
    shared: Shared,
    delivery: Delivery,
    message_id: int,
    reader: Participant | LinkedChat,
    *,
    now: datetime,
) -> Screen | Edit | Useless:
    """Write a whole message once more that the recipient of a delivery got.

    Where several deliveries were merged into it, whatever is not true any more is left out. What
    has no room in it any more comes as a new message.
    """
    written = [
        (each, screen)
        for each in await outbox.of_message(shared.db, delivery, message_id)
        if isinstance(screen := await write(shared, each, reader, now=now), Screen)
    ]
    if not written:
        return Useless("nothing of the message is true any more")
    screens = [screen for _, screen in written]
    screen, fit = views.merged(screens)
    if fit < len(screens):  # it grew: what organisers wrote is what the others make room for
        announced = {
            each.subject: screen
            for each, screen in written
            if each.kind is DeliveryKind.ANNOUNCEMENT
        }
        screen, fit = views.merged([*announced.values()] or screens)
        if fit < len(announced):  # the new wording comes as a message of its own
            return announced[str(corrections.announcement_of(delivery.subject))]
    return Edit(screen, message_id, caption=screen.attachment is not None)


async def _promoted(shared: Shared, reader: Participant, *, now: datetime) -> Screen | Useless:
    if not reader.has_place:  # they gave the place back meanwhile
        return Useless("no place any more")
    return views.promoted(await shared.agenda.current(now=now), reader)


async def _welcome(
    shared: Shared, since: str, reader: Participant, *, now: datetime
) -> Screen | Useless:
    came = await check_ins.at(shared.db, reader.id)
    if came is None or stamp(came) != since:
        return Useless("the check-in was taken back")
    its = await shared.agenda.current(now=now)
    return welcome_views.welcome(reader, its, checking_in.missed(its, now), now=now)


async def _purge(
    shared: Shared, subject: str, reader: Participant, *, now: datetime
) -> Screen | Useless:
    event = (await shared.agenda.current(now=now)).event
    if not access.may(reader, Right.ORGANISE):
        return Useless("no organiser any more")
    if not purging.still_true(subject, event):
        return Useless("another day is set")
    return purge_views.soon(event, await purging.counts(shared.db), reader.locale)


def _event_file(file_hash: str, reader: Participant) -> Screen | Useless:
    if not access.may(reader, Right.ORGANISE):
        return Useless("no organiser any more")
    return publishing_views.event_file(file_hash, reader.locale)


async def _change(
    shared: Shared, subject: str, reader: Participant | LinkedChat, *, now: datetime
) -> Screen | Useless:
    person = reader if isinstance(reader, Participant) else None
    found = await notices.concerning(shared.db, subject, person)
    if not found:
        return Useless("nothing of it concerns them any more")
    its = await shared.agenda.current(now=now)
    if isinstance(reader, LinkedChat):
        return change_views.notice_for_chat(its, found, reader.language)
    return change_views.notice(its, found, reader.locale)


async def _announcement(
    shared: Shared, delivery: Delivery, reader: Participant | LinkedChat
) -> Screen | Useless:
    its = await announcements.find(shared.db, int(delivery.subject))
    if its is None or its.status is AnnouncementStatus.CANCELLED:
        return Useless(progress.CANCELLED)
    language = reader.locale if isinstance(reader, Participant) else reader.language
    if delivery.status is not DeliveryStatus.SENT and _left(its, reader):
        return Useless("no place any more")
    if its.status is not AnnouncementStatus.WITHDRAWN:
        return announcement_views.written(its, language)
    if delivery.status is DeliveryStatus.SENT:
        return announcement_views.withdrawn(its, language)
    return Useless(corrections.WITHDRAWN)


def _left(its: Announcement, reader: Participant | LinkedChat) -> bool:
    """Say whether somebody is none of those any more whom all but the waiting list's are for."""
    if its.audience.kind is AudienceKind.WAITING or not isinstance(reader, Participant):
        return False
    return not reminders.concern(reader)


async def _correction(
    shared: Shared, delivery: Delivery, reader: Participant | LinkedChat, *, now: datetime
) -> Screen | Edit | Useless:
    message_id = await announcements.arrived(
        shared.db,
        corrections.announcement_of(delivery.subject),
        participant_id=delivery.participant_id,
        linked_chat_id=delivery.linked_chat_id,
    )
    if message_id is None:  # it is still to come, and then in the new wording
        return Useless(corrections.NOT_ARRIVED)
    return await again(shared, delivery, message_id, reader, now=now)
