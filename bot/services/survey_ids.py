"""How the surveys of an event are called where answers are kept."""

from storage.models import ItemKind, Scale, Survey, SurveyItem, Text

WORKSHOP = "workshop"
"""The survey that the event file defines."""
RATING, COMMENT = "rating", "comment"
"""The one item of a session's feedback, and of what is written beside it."""
RATED = SurveyItem(RATING, ItemKind.SCALE, Text("", ""), required=True, scale=Scale.QUALITY)
COMMENTED = SurveyItem(COMMENT, ItemKind.TEXT, Text("", ""), required=True)


def feedback(session_id: str) -> str:
    """Return the survey in which a session is rated."""
    return f"feedback:{session_id}"


def comment(session_id: str) -> str:
    """Return the survey in which somebody says more about a session."""
    return f"comment:{session_id}"


def session_of(survey_id: str) -> str:
    """Return the session that is rated or commented in a survey."""
    return survey_id.partition(":")[2]


def change(item_id: str) -> str:
    """Return the item under which is counted who moved since the one it is compared with."""
    return f"change:{item_id}"


def items(survey_id: str, survey: Survey | None) -> tuple[SurveyItem, ...]:
    """Return the items of a survey; `survey`: what the event file defines."""
    if survey_id == WORKSHOP:
        return survey.items if survey else ()
    return (RATED,) if survey_id.startswith(feedback("")) else (COMMENTED,)
