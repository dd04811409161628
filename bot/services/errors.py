"""What a service refuses."""


class WorkshopError(Exception):
    """Something cannot be done as asked.

    - `OtherEvent`: the database belongs to another event.
    - `NoSuchSession`: the agenda has no session of this id (any more).
    - `StepPassed`: the registration is at another step than the one answered.
    """


class OtherEvent(WorkshopError):
    """The database belongs to another event; the message names both."""


class NoSuchSession(WorkshopError):
    """The agenda has no session of this id (any more)."""


class StepPassed(WorkshopError):
    """The registration is at another step than the one answered."""
