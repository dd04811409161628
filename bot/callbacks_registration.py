"""The buttons of a registration, and of the place and the ticket that come of it."""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import Level, Step


@dataclass(frozen=True, slots=True)
class StartRegistration(Callback):
    """Begin or go on registering; whoever is registered sees what is there."""

    CODE = "reg"


@dataclass(frozen=True, slots=True)
class ChangeRegistration(Callback):
    """Open a registration again to change it."""

    CODE = "reg.change"


@dataclass(frozen=True, slots=True)
class Consent(Callback):
    """Agree to the privacy notice."""

    CODE = "reg.ok"


@dataclass(frozen=True, slots=True)
class Back(Callback):
    """Go to the step before this one."""

    CODE = "reg.back"
    step: Step


@dataclass(frozen=True, slots=True)
class Skip(Callback):
    """Pass over an optional step."""

    CODE = "reg.skip"
    step: Step


@dataclass(frozen=True, slots=True)
class SameOrganisation(Callback):
    """Belong to an organisation that others entered; 0 keeps what was typed."""

    CODE = "reg.org"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class ChooseLevel(Callback):
    """Work at this level."""

    CODE = "reg.level"
    level: Level


@dataclass(frozen=True, slots=True)
class ChooseProvince(Callback):
    """Work in this province."""

    CODE = "reg.prov"
    province: str


@dataclass(frozen=True, slots=True)
class Edit(Callback):
    """Open a line of the summary again."""

    CODE = "reg.edit"
    step: Step


@dataclass(frozen=True, slots=True)
class Confirm(Callback):
    """Register with what the summary says."""

    CODE = "reg.done"


@dataclass(frozen=True, slots=True)
class CancelRegistration(Callback):
    """Stop registering."""

    CODE = "reg.cancel"


@dataclass(frozen=True, slots=True)
class Ticket(Callback):
    """Send the ticket, the venue and the calendar file again."""

    CODE = "ticket"


@dataclass(frozen=True, slots=True)
class Withdraw(Callback):
    """Give the place back; asked first, done with `sure`."""

    CODE = "wd"
    sure: int
