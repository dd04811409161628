"""What a service refuses."""

from storage.models import Text


class WorkshopError(Exception):
    """Something cannot be done as asked.

    - `OtherEvent`: the database belongs to another event.
    - `NoSuchSession`: the agenda has no session of this id (any more).
    - `StepPassed`: the registration is at another step than the one answered.
    - `NotAllowed`: somebody's role does not let them do this.
    - `BadInvitation`: a link that grants something is used up, expired, revoked or unknown.
    - `RegistrationUnderWay`: an organiser's own registration waits for their next message.
    - `PreviewPassed`: what would be published or sent is not what was shown.
    - `DoesNotFit`: a change of the agenda cannot be made; it says why.
    - `PurgeRefused`: personal data is not deleted; the message says why.
    """


class OtherEvent(WorkshopError):
    """The database belongs to another event; the message names both."""


class NoSuchSession(WorkshopError):
    """The agenda has no session of this id (any more)."""


class StepPassed(WorkshopError):
    """The registration is at another step than the one answered."""


class NotAllowed(WorkshopError):
    """Somebody's role does not let them do this."""


class BadInvitation(WorkshopError):
    """A link that grants something is used up, expired, revoked or unknown."""


class RegistrationUnderWay(WorkshopError):
    """An organiser's own registration waits for their next message."""


class PreviewPassed(WorkshopError):
    """What would be published or sent is not what was shown."""


class DoesNotFit(WorkshopError):
    """A change of the agenda cannot be made; `why` is a msgid, `values` fills its placeholders.

    A value that is a `Text`, such as a session's title, is written in its reader's language.
    """

    def __init__(self, why: str, **values: str | int | Text) -> None:
        super().__init__(why)
        self.why = why
        self.values = values


class PurgeRefused(WorkshopError):
    """Personal data is not deleted; the message says why."""
