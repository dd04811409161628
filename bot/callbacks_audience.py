"""The buttons that choose whom a draft is for."""

from dataclasses import dataclass

from bot.callbacks import BadButton, Callback
from storage.models import Audience, AudienceKind, Level, Locale, Role

WHOLE = (AudienceKind.EVERYONE, AudienceKind.CHECKED_IN, AudienceKind.WAITING)
"""The audiences of which there is one."""


@dataclass(frozen=True, slots=True)
class ChooseAudience(Callback):
    """Choose whom a draft is for."""

    CODE = "an.to"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class ListAudiences(Callback):
    """Choose among the audiences of one kind; pages count from 0."""

    CODE = "an.kind"
    announcement_id: int
    kind: AudienceKind
    page: int


@dataclass(frozen=True, slots=True)
class PickWhole(Callback):
    """Choose an audience of which there is one."""

    CODE = "an.all"
    announcement_id: int
    kind: AudienceKind

    @property
    def audience(self) -> Audience:
        """Return everyone, whoever is checked in, or whoever waits. Raises: BadButton."""
        if self.kind not in WHOLE:
            raise BadButton
        return Audience(self.kind)


@dataclass(frozen=True, slots=True)
class PickLanguage(Callback):
    """Choose who reads a language."""

    CODE = "an.lang"
    announcement_id: int
    locale: Locale

    @property
    def audience(self) -> Audience:
        """Return the readers of the language."""
        return Audience(AudienceKind.LANGUAGE, self.locale)


@dataclass(frozen=True, slots=True)
class PickLevel(Callback):
    """Choose who works at a level."""

    CODE = "an.level"
    announcement_id: int
    level: Level

    @property
    def audience(self) -> Audience:
        """Return those of the level."""
        return Audience(AudienceKind.LEVEL, self.level)


@dataclass(frozen=True, slots=True)
class PickRole(Callback):
    """Choose who has a role."""

    CODE = "an.role"
    announcement_id: int
    role: Role

    @property
    def audience(self) -> Audience:
        """Return those of the role."""
        return Audience(AudienceKind.ROLE, self.role)


@dataclass(frozen=True, slots=True)
class PickOrganisation(Callback):
    """Choose who belongs to an organisation."""

    CODE = "an.org"
    announcement_id: int
    organisation_id: int

    @property
    def audience(self) -> Audience:
        """Return those of the organisation."""
        return Audience(AudienceKind.ORGANISATION, str(self.organisation_id))


@dataclass(frozen=True, slots=True)
class PickStarred(Callback):
    """Choose who starred a session."""

    CODE = "an.star"
    announcement_id: int
    session_id: str

    @property
    def audience(self) -> Audience:
        """Return those who starred the session."""
        return Audience(AudienceKind.STARRED, self.session_id)


Pick = PickWhole | PickLanguage | PickLevel | PickRole | PickOrganisation | PickStarred
"""Choose whom a draft is for."""

PICKS: tuple[type[Pick], ...] = (
    PickWhole,
    PickLanguage,
    PickLevel,
    PickRole,
    PickOrganisation,
    PickStarred,
)
