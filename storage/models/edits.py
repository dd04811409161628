"""What an organiser changes about the agenda: the steps of a draft, replayed on any version."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.models.agenda import Plan, Room, Session, SessionChange, SessionRole, Speaker
from storage.models.texts import Text


class ShiftRule(StrEnum):
    """What a delay does to the rest of the day."""

    BREAKS = "breaks"
    """The next breaks become shorter, down to their floor, until the plan is caught up with."""
    EVERYTHING = "everything"
    """Everything after moves."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Run `minutes` late (negative: early): what had not begun at `at` moves, what is on ends so.

    `fixed_end`: the day ends when it did, breaks giving what it takes. `on_stage` is the session
    that an organiser said was on at that moment, if any.
    """

    minutes: int
    rule: ShiftRule
    fixed_end: bool
    at: datetime
    on_stage: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Take place at another time; aware UTC."""

    session_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Rename:
    """Bear another title."""

    session_id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Rehouse:
    """Take place in another room, one of the event's or a new one; None: in no room of its own."""

    session_id: str
    room: Room | None


@dataclass(frozen=True, slots=True)
class AddSpeaker:
    """Give somebody a part in a session."""

    session_id: str
    speaker: Speaker
    role: SessionRole
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class ReplaceSpeaker:
    """Give a part in a session to somebody else."""

    session_id: str
    speaker_id: str
    role: SessionRole
    by: Speaker
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class RemoveSpeaker:
    """Take somebody's part in a session away."""

    session_id: str
    speaker_id: str
    role: SessionRole


@dataclass(frozen=True, slots=True)
class ConfirmSpeaker:
    """Confirm somebody who was TBC."""

    session_id: str
    speaker_id: str
    role: SessionRole


@dataclass(frozen=True, slots=True)
class Cancel:
    """Call a session off."""

    session_id: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Let a session that was called off take place after all."""

    session_id: str


@dataclass(frozen=True, slots=True)
class Add:
    """Add a session."""

    session: Session


@dataclass(frozen=True, slots=True)
class Import:
    """Take what was edited in an event file since `base`, the file that was loaded before.

    What organisers changed meanwhile and the file left alone stays; sessions that it does not name
    any more are called off. `base` None: take all that the file says.
    """

    plan: Plan
    base: Plan | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """Go back to what the agenda was at a version."""

    version: int
    plan: Plan


Edit = (
    Shift
    | Move
    | Rename
    | Rehouse
    | AddSpeaker
    | ReplaceSpeaker
    | RemoveSpeaker
    | ConfirmSpeaker
    | Cancel
    | Restore
    | Add
    | Import
    | Undo
)


@dataclass(frozen=True, slots=True)
class AgendaDraft:
    """What one organiser has changed and not yet published.

    `base_version` is the version that they began to change; `revision` goes up with every step,
    also from one draft to the next: a preview of an earlier revision is an old one.
    """

    participant_id: int
    base_version: int
    revision: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: `told` people are told of `changes` at `due_at` (aware UTC)."""

    version: int
    changes: tuple[SessionChange, ...]
    told: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OthersDraft:
    """Somebody else who is changing the agenda too, and what."""

    name: str | None
    changes: tuple[SessionChange, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing a draft would do.

    `changes`: every session touched, against the agenda as published now. `event_changed`: the
    event's own details differ too. `told`: how many people would get a notice. `since`: what others
    published since the draft was begun. `others`: who else is changing the agenda. `refused`: the
    edits that do not fit any more. `survey_stays`: the draft has another survey, but the one that
    was opened stays.
    """

    draft: AgendaDraft
    version: int
    plan: Plan
    changes: tuple[SessionChange, ...]
    event_changed: bool
    told: int
    since: tuple[SessionChange, ...] = ()
    others: tuple[OthersDraft, ...] = ()
    refused: tuple[Edit, ...] = ()
    survey_stays: bool = False
