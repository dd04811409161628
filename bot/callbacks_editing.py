"""The buttons that change the agenda; where an id would not fit, a digest stands for it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.callbacks import Callback
from storage.models import Locale, SessionRole, ShiftRule

NOWHERE = ""


class Act(StrEnum):
    """What a button does to a session at once."""

    CANCEL = "cancel"
    RESTORE = "restore"


class PartAct(StrEnum):
    """What a button does to somebody's part in a session at once."""

    CONFIRM = "confirm"
    REMOVE = "remove"


class Field(StrEnum):
    """What of a session is to be written anew."""

    TIME = "time"
    TITLE = "title"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Late(Callback):
    """Run so many minutes late; early below zero."""

    CODE = "late"
    minutes: int


@dataclass(frozen=True, slots=True)
class Reshift(Callback):
    """Let the delay that a draft ends with follow another rule."""

    CODE = "late.rule"
    revision: int
    rule: ShiftRule
    fixed_end: int


@dataclass(frozen=True, slots=True)
class EditAgenda(Callback):
    """Choose what to change in the agenda, beginning with today.

    `anew`: in a message of its own, for the tapped one shows how a notice goes out.
    """

    CODE = "ed"
    anew: int = 0


@dataclass(frozen=True, slots=True)
class EditDay(Callback):
    """Choose what to change on a page of a day; both count from 0."""

    CODE = "ed.day"
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class EditSession(Callback):
    """Choose what to change about a session."""

    CODE = "ed.ses"
    session_id: str


@dataclass(frozen=True, slots=True)
class ChangeSession(Callback):
    """Call a session off, or let it take place after all."""

    CODE = "ed.act"
    session_id: str
    act: Act


@dataclass(frozen=True, slots=True)
class Write(Callback):
    """Write something about a session anew."""

    CODE = "ed.write"
    session_id: str
    field: Field


@dataclass(frozen=True, slots=True)
class ChooseRoom(Callback):
    """Choose the room of a session."""

    CODE = "ed.rooms"
    session_id: str
    page: int


@dataclass(frozen=True, slots=True)
class PickRoom(Callback):
    """Put a session into a room, `short` of its id; NOWHERE for none of its own."""

    CODE = "ed.room"
    session_id: str
    room: str


@dataclass(frozen=True, slots=True)
class EditSpeakers(Callback):
    """Choose whose part in a session to change."""

    CODE = "ed.who"
    session_id: str


@dataclass(frozen=True, slots=True)
class EditPart(Callback):
    """Choose what to change about a part, `short` of its speaker and role."""

    CODE = "ed.part"
    session_id: str
    part: str


@dataclass(frozen=True, slots=True)
class ChangePart(Callback):
    """Confirm somebody, or take their part away."""

    CODE = "ed.pact"
    session_id: str
    part: str
    act: PartAct


@dataclass(frozen=True, slots=True)
class ChooseRole(Callback):
    """Choose what somebody who joins a session does there."""

    CODE = "ed.role"
    session_id: str


@dataclass(frozen=True, slots=True)
class ChooseSpeaker(Callback):
    """Choose who joins a session: `target` is a role to add them in, or the part they take over.

    A part is `short` of its speaker and role.
    """

    CODE = "ed.sp"
    session_id: str
    target: str
    page: int


@dataclass(frozen=True, slots=True)
class PickSpeaker(Callback):
    """Give a part to a speaker of the agenda, `short` of their id. See ChooseSpeaker."""

    CODE = "ed.pk"
    session_id: str
    target: str
    speaker: str


@dataclass(frozen=True, slots=True)
class NameSpeaker(Callback):
    """Write the name of somebody whom the agenda does not have yet. See ChooseSpeaker."""

    CODE = "ed.name"
    session_id: str
    target: str


@dataclass(frozen=True, slots=True)
class KeepTitle(Callback):
    """Keep the title in the language that was asked for."""

    CODE = "ed.keep"
    locale: Locale


@dataclass(frozen=True, slots=True)
class SkipKhmerName(Callback):
    """Leave a new speaker's name in Latin letters."""

    CODE = "ed.nokm"


@dataclass(frozen=True, slots=True)
class NewSession(Callback):
    """Add a session to a day, which counts from 0."""

    CODE = "ed.new"
    day: int


@dataclass(frozen=True, slots=True)
class SendFile(Callback):
    """Send an edited event file."""

    CODE = "ed.file"


def role_of(target: str) -> SessionRole | None:
    """Return the role that a target names (see ChooseSpeaker); None where it is a part."""
    return SessionRole(target) if target in set(SessionRole) else None
