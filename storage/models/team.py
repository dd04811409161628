"""The team: who is in it, which links are open, and what came of using them."""

from dataclasses import dataclass
from enum import StrEnum

from storage.models.people import Invitation, Participant


@dataclass(frozen=True, slots=True)
class Team:
    """Who runs the workshop, by role and name, and the links that still grant something."""

    members: tuple[Participant, ...]
    invitations: tuple[Invitation, ...]


class Opening(StrEnum):
    """What opening a link did."""

    GRANTED = "granted"
    ALREADY = "already"
    """Nothing: they may do that and more already."""
    OWN = "own"
    """Nothing yet: whoever made a speaker's link opened it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A link that somebody opened, and who they are now.

    `usable`: others can still use it. `was_speaker_id`: which speaker they were before.
    """

    outcome: Opening
    invitation: Invitation
    participant: Participant
    usable: bool
    was_speaker_id: str | None = None


class Removal(StrEnum):
    """What taking a role away did."""

    DONE = "done"
    PASSED = "passed"
    """Nothing: they did not have that role any more."""
    LAST = "last"
    """Nothing: nobody would be left to organise."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of taking a role away, who it was, and how many of their links went with it."""

    outcome: Removal
    participant: Participant
    links: int = 0
