"""The survey of an event, and what is answered: never with anything about who answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.models.texts import Text

SCALE = ("1", "2", "3", "4", "5")
"""The values of a scale, the worst first."""
YES, NO = "yes", "no"


class ItemKind(StrEnum):
    """How an item of a survey is answered."""

    SCALE = "scale"
    """One of 1 to 5, in numbers and words."""
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    YES_NO = "yes_no"


class Scale(StrEnum):
    """What the five values of a scale mean."""

    SATISFACTION = "satisfaction"
    AGREEMENT = "agreement"
    KNOWLEDGE = "knowledge"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class SurveyOption:
    """What can be chosen at an item."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class SurveyItem:
    """A question of a survey.

    `options` of a choice, `scale` of a scale; `follow_up` is asked, and need not be answered, after
    the answer `follow_up_on` to yes or no. `compares_with`: the id of the item that asks the same
    about the time before the event; both are scales.
    """

    id: str
    kind: ItemKind
    question: Text
    required: bool = False
    options: tuple[SurveyOption, ...] = ()
    scale: Scale | None = None
    follow_up: Text | None = None
    follow_up_on: str = YES
    compares_with: str | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """Return what can be chosen, in order; nothing for free text."""
        match self.kind:
            case ItemKind.SCALE:
                return SCALE
            case ItemKind.YES_NO:
                return YES, NO
            case _:
                return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True)
class SurveySection:
    """A part of a survey."""

    id: str
    title: Text
    items: tuple[SurveyItem, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey as the event file has it. Times are aware UTC.

    It opens when the session `opens` begins, and closes at `closes`, or a day after it opened where
    less than an hour would be left; who was asked and has not answered is reminded at each of
    `nudges`. `feedback`: each session worth it is rated too, unless
    organisers switch that off.
    """

    title: Text
    introduction: Text
    opens: str
    closes: datetime
    nudges: tuple[datetime, ...]
    sections: tuple[SurveySection, ...]
    feedback: bool = True

    @property
    def items(self) -> tuple[SurveyItem, ...]:
        """Return all items, in order."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, item_id: str) -> SurveyItem | None:
        """Return an item, or None where there is none of this id."""
        return next((each for each in self.items if each.id == item_id), None)


@dataclass(frozen=True, slots=True)
class SurveyState:
    """A survey as it is stored, and since when it is open or closed (aware UTC)."""

    survey: Survey
    opened_at: datetime | None
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Say whether it can be answered."""
        return self.opened_at is not None and self.closed_at is None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one item: what was chosen, in the item's order, and what was written.

    `text`: of a free text, or of the follow-up to yes or no.
    """

    chosen: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class ResponseDraft:
    """A survey on its way, sealed where it is stored.

    `at`: the id of the item that is asked; empty at the beginning, and at the end where `done`.
    `follow_up`: of that item the follow-up is asked. `returns`: the item was opened from the end,
    and leads back there.
    """

    at: str = ""
    follow_up: bool = False
    returns: bool = False
    done: bool = False
    answers: Mapping[str, Answered] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResponseCounts:
    """What was answered to one item, over all responses that were let out.

    `counts` by value (see `SurveyItem.values`); `answered` is how many people answered the item,
    `texts` how many wrote something. Numbers as they are: what may be shown, a service decides.
    """

    counts: Mapping[str, int]
    answered: int
    texts: int
