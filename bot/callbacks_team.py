"""The buttons of the team: who is in it, and the links that lead there."""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import Role


@dataclass(frozen=True, slots=True)
class OpenTeam(Callback):
    """Show a page of the team; pages count from 0."""

    CODE = "team"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenMember(Callback):
    """Show somebody of the team."""

    CODE = "team.who"
    participant_id: int


@dataclass(frozen=True, slots=True)
class TakeRole(Callback):
    """Take this role away from somebody; asked first, done with `sure`."""

    CODE = "team.take"
    participant_id: int
    role: Role
    sure: int


@dataclass(frozen=True, slots=True)
class Invite(Callback):
    """Make a link that gives this role."""

    CODE = "team.add"
    role: Role


@dataclass(frozen=True, slots=True)
class OpenSpeakers(Callback):
    """Show a page of the agenda's speakers, to invite one; pages count from 0."""

    CODE = "team.spks"
    page: int


@dataclass(frozen=True, slots=True)
class InviteSpeaker(Callback):
    """Make a link for this speaker."""

    CODE = "team.spk"
    speaker_id: str


@dataclass(frozen=True, slots=True)
class OpenInvitations(Callback):
    """Show a page of the links that are open; pages count from 0."""

    CODE = "team.links"
    page: int


@dataclass(frozen=True, slots=True)
class TakeLinkBack(Callback):
    """Take a link back."""

    CODE = "team.back"
    invitation_id: int


@dataclass(frozen=True, slots=True)
class ThisIsMe(Callback):
    """Be the speaker for whom one made a link; the code is that link's."""

    CODE = "team.me"
    code: str
