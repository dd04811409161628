"""The steps of a registration: what is asked after what, and what an answer changes.

```mermaid
stateDiagram-v2
    [*] --> consent
    consent --> name
    name --> organisation
    organisation --> same_organisation: others wrote something close
    organisation --> level
    same_organisation --> level
    level --> province: sub-national
    level --> position: national
    province --> position
    position --> phone
    phone --> summary
    summary --> [*]: confirm
```

Every step but the first leads back to the one before it, and every line of the summary leads to
its step and back.
"""

from collections.abc import Callable

from bot.services import answers
from storage.models import Draft, Level, Problem, Step

_ORDER = [
    Step.CONSENT,
    Step.NAME,
    Step.ORGANISATION,
    Step.LEVEL,
    Step.PROVINCE,
    Step.POSITION,
    Step.PHONE,
    Step.SUMMARY,
]

EDITABLE = {
    Step.NAME,
    Step.ORGANISATION,
    Step.LEVEL,
    Step.PROVINCE,
    Step.POSITION,
    Step.PHONE,
}

_READERS: dict[Step, tuple[str, Callable[[str], str | Problem]]] = {
    Step.NAME: ("name", answers.a_name),
    Step.LEVEL: ("level", answers.a_level),
    Step.PROVINCE: ("province", answers.a_province),
    Step.POSITION: ("position", answers.a_position),
    Step.PHONE: ("phone", answers.a_phone),
}


def read(step: Step, draft: Draft, text: str) -> Draft | Problem:
    """Return the draft with what was typed at a step, or what is wrong with it."""
    if step not in _READERS:
        return Problem.TAP
    field, reader = _READERS[step]
    value = reader(text)
    return value if isinstance(value, Problem) else with_(draft, field, value)


def with_(draft: Draft, field: str, value: str | None) -> Draft:
    """Return the draft with one answer changed, and what follows from it.

    Another level asks for the province anew, and whoever names a province works in it.
    """
    follows: dict[str, dict[str, Level | None]] = {
        "level": {"province": None},
        "province": {"level": Level.SUB_NATIONAL},
    }
    return draft.at(**{field: value}, **follows.get(field, {}))


def after(step: Step, draft: Draft) -> Step:
    """Return the step that follows this answer."""
    if step is Step.LEVEL and draft.level is Level.SUB_NATIONAL:
        return Step.PROVINCE
    if draft.editing:
        return Step.SUMMARY
    if step is Step.LEVEL:
        return Step.POSITION
    return _ORDER[_ORDER.index(Step.ORGANISATION if step is Step.SAME_ORGANISATION else step) + 1]


def before(step: Step, draft: Draft) -> Step:
    """Return the step that “back” leads to."""
    if step is Step.SAME_ORGANISATION:
        return Step.ORGANISATION
    if draft.editing and step is not Step.PROVINCE:
        return Step.SUMMARY
    if step is Step.POSITION and draft.level is Level.NATIONAL:
        return Step.LEVEL
    return _ORDER[_ORDER.index(step) - 1]
