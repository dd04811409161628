"""What the values of a survey's items read: a scale in words, an option, yes and no."""

from bot.i18n.catalogue import Words
from bot.i18n.marked import N_
from storage.models import NO, SCALE, YES, ItemKind, Scale, SurveyItem, Text

RATING = SurveyItem(
    id="rating",
    kind=ItemKind.SCALE,
    question=Text(km="តើអ្នកយល់យ៉ាងណាចំពោះវគ្គនេះ?", en="How was this session?"),
    required=True,
    scale=Scale.QUALITY,
)
"""How a session is rated: the one item of a survey `feedback:<session id>`."""

_SCALES: dict[Scale, tuple[str, ...]] = {
    Scale.SATISFACTION: (
        N_("Very dissatisfied"),
        N_("Dissatisfied"),
        N_("Neutral"),
        N_("Satisfied"),
        N_("Very satisfied"),
    ),
    Scale.AGREEMENT: (
        N_("Strongly disagree"),
        N_("Disagree"),
        N_("Neither agree nor disagree"),
        N_("Agree"),
        N_("Strongly agree"),
    ),
    Scale.KNOWLEDGE: (
        N_("Nothing"),
        N_("A little"),
        N_("Some"),
        N_("Much"),
        N_("Very much"),
    ),
    Scale.QUALITY: (
        N_("Very poor"),
        N_("Poor"),
        N_("Fair"),
        N_("Good"),
        N_("Very good"),
    ),
}
_YES_NO = {YES: N_("Yes"), NO: N_("No")}


def value_word(_: Words, item: SurveyItem, value: str) -> str:
    """Return what a value of an item reads: «Good» for 4 of a scale; unknown values as they are."""
    if value not in item.values:
        return value
    match item.kind:
        case ItemKind.SCALE:
            return _.plain(_SCALES[item.scale or Scale.QUALITY][SCALE.index(value)])
        case ItemKind.YES_NO:
            return _.plain(_YES_NO[value])
        case _:
            option = next(each for each in item.options if each.id == value)
            return option.text.in_(_.locale)
