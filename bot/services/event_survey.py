"""Turn the sound tree of an event file into its survey."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.event_check import instant
from bot.services.event_text import text_of, text_or_none
from storage.models import YES, ItemKind, Scale, Survey, SurveyItem, SurveyOption, SurveySection

Tree = Mapping[str, Any]


def survey_of(row: Tree, *, zone: ZoneInfo) -> Survey:
    """Return the survey of a tree without faults; its times are local to `zone`."""
    return Survey(
        title=text_of(row["title"]),
        introduction=text_of(row["introduction"]),
        opens=row["opens"],
        closes=instant(row["closes"], zone),
        nudges=tuple(instant(local, zone) for local in row.get("nudges", ())),
        sections=tuple(
            SurveySection(one["id"], text_of(one["title"]), tuple(map(_item, one["items"])))
            for one in row["sections"]
        ),
        feedback=row.get("feedback", True),
    )


def _item(row: Tree) -> SurveyItem:
    return SurveyItem(
        id=row["id"],
        kind=ItemKind(row["kind"]),
        question=text_of(row["question"]),
        required=row.get("required", False),
        options=tuple(
            SurveyOption(option["id"], text_of(option["text"])) for option in row.get("options", ())
        ),
        scale=Scale(row["scale"]) if "scale" in row else None,
        follow_up=text_or_none(row.get("follow_up")),
        follow_up_on=row.get("follow_up_on", YES),
        compares_with=row.get("compares_with"),
    )
