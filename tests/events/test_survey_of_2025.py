"""The built-in survey against the objectives and the expected outcomes of the concept note."""

import re
from datetime import UTC, datetime
from pathlib import Path

import bot
from bot.i18n.clusters import clusters
from bot.services.event_file import read
from storage.models import Survey, SurveyItem, Text

PLAN = read(Path(bot.__file__).parent / "events" / "digital_government_2025.toml")
SAFE = "security coordination none"
BUTTON = 20  # Khmer clusters that a small phone shows whole


def survey() -> Survey:
    assert PLAN.survey is not None
    return PLAN.survey


def questions() -> list[Text]:
    items = survey().items
    return [each.question for each in items] + [each.follow_up for each in items if each.follow_up]


def asked(item: SurveyItem) -> tuple[str, str, str]:
    """The id of a question, how it is answered, and what else it says of itself."""
    said = [
        item.scale or "",
        "required" if item.required else "",
        f"after {item.compares_with}" if item.compares_with else "",
        f"on {item.follow_up_on}: {item.follow_up.en}" if item.follow_up else "",
        " ".join(option.id for option in item.options),
    ]
    return item.id, item.kind.value, ", ".join(each for each in said if each)


def test_when_it_opens_reminds_and_closes() -> None:
    its = survey()
    assert (its.title, its.opens, its.feedback) == (
        Text("ការស្ទង់មតិអំពីសិក្ខាសាលា", "Survey on the workshop"),
        "closing",
        True,
    )
    assert its.closes == datetime(2025, 7, 6, 13, tzinfo=UTC)
    assert its.nudges == (
        datetime(2025, 7, 3, 12, tzinfo=UTC),
        datetime(2025, 7, 4, 1, 30, tzinfo=UTC),
    )


def test_every_objective_and_outcome_has_its_questions() -> None:
    assert {section.id: list(map(asked, section.items)) for section in survey().sections} == {
        # objective 1, outcome 1
        "policy": [
            ("policy-before", "scale", "knowledge, required"),
            ("policy-after", "scale", "knowledge, required, after policy-before"),
            ("policy-clear", "scale", "agreement"),
        ],
        # objective 2, outcome 1
        "implications": [
            ("implications-before", "scale", "knowledge"),
            ("implications-after", "scale", "knowledge, after implications-before"),
            ("national", "choice", "dialogue services data rights administration unclear"),
            ("sub-national", "choice", "services skills internet authorities inclusion unclear"),
        ],
        # objective 3
        "engagement": [
            (
                "entry-points",
                "choices",
                "literacy information advocacy monitoring data expertise rights inclusion unclear",
            )
        ],
        # objective 4
        "barriers": [
            (
                "barriers",
                "choices",
                f"funds staff skills equipment information access procedures {SAFE}",
            ),
            ("solutions", "text", ""),
        ],
        # outcome 3
        "readiness": [
            ("readiness", "scale", "agreement"),
            ("support", "choices", "training guide advice network dialogue equipment funds"),
            ("recommendations", "text", ""),
        ],
        # outcome 2, and the day
        "workshop": [
            ("overall", "scale", "satisfaction, required"),
            ("discussion", "scale", "agreement"),
            ("organisation", "scale", "satisfaction"),
            ("venue", "scale", "satisfaction"),
            ("interpretation", "yes_no", "on no: What was hard to follow?"),
        ],
        "next": [
            ("bot", "scale", "satisfaction"),
            ("bot-better", "text", ""),
            ("follow-up", "yes_no", "on yes: Which topic should it be about?"),
            ("anything-else", "text", ""),
        ],
    }


def test_nothing_tells_who_answers() -> None:
    english = r"your (name|age|sex|gender|position|province|phone)|name of your|which organisation"
    khmer = r"(?<!ចុះ)ឈ្មោះ|អាយុ|ភេទ|មុខតំណែង|ខេត្ត|លេខទូរស័ព្ទ"
    found = [
        each
        for each in questions()
        if re.search(english, each.en.lower()) or re.search(khmer, each.km)
    ]
    assert found == []


def test_a_button_shows_an_option_whole() -> None:
    options = [option for item in survey().items for option in item.options]
    assert [each.id for each in options if len(clusters(each.text.km)) > BUTTON] == []
    assert [each.id for each in options if len(each.text.en) > BUTTON + 4] == []


def test_every_question_ends_as_one() -> None:
    assert {each.km[-1] + each.en[-1] for each in questions()} == {"??"}
