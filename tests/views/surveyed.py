"""A small survey with an item of every kind, and results of it, as views are given them."""

from datetime import UTC, datetime

from bot.services.survey_ids import WORKSHOP
from storage.models import (
    Compared,
    Distribution,
    ItemKind,
    ItemResult,
    Results,
    Scale,
    SectionResult,
    SessionRating,
    Survey,
    SurveyItem,
    SurveyOption,
    SurveySection,
    SurveyState,
    Text,
)

OPENS = datetime(2025, 7, 3, 9, 0, tzinfo=UTC)
BEFORE = SurveyItem(
    "known-before",
    ItemKind.SCALE,
    Text(
        "មុនសិក្ខាសាលា តើអ្នកដឹងអំពីគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥ កម្រិតណា?",
        "Before the workshop, how much did you know about the Digital Government Policy?",
    ),
    required=True,
    scale=Scale.KNOWLEDGE,
)
AFTER = SurveyItem(
    "known-after",
    ItemKind.SCALE,
    Text(
        "ឥឡូវនេះ តើអ្នកដឹងអំពីគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥ កម្រិតណា?",
        "And now, how much do you know about it?",
    ),
    required=True,
    scale=Scale.KNOWLEDGE,
    compares_with="known-before",
)
BARRIER = SurveyItem(
    "barrier",
    ItemKind.CHOICE,
    Text("តើអ្វីជាឧបសគ្គធំជាងគេសម្រាប់អង្គការរបស់អ្នក?", "What is your greatest <barrier>?"),
    options=(
        SurveyOption("money", Text("ថវិកាមិនគ្រប់គ្រាន់", "Money")),
        SurveyOption("skills", Text("ជំនាញឌីជីថលរបស់បុគ្គលិក", "Skills of the staff")),
        SurveyOption("law", Text("មិនយល់ច្បាស់អំពីច្បាប់", "The law is not clear")),
    ),
)
ENTRY = SurveyItem(
    "entry",
    ItemKind.CHOICES,
    Text("តើអង្គការរបស់អ្នកអាចចូលរួមនៅត្រង់ណា?", "Where can your organisation take part?"),
    options=(
        SurveyOption("data", Text("ទិន្នន័យបើកទូលាយ", "Open data")),
        SurveyOption("women", Text("ស្ត្រី និងក្រុមងាយរងគ្រោះ", "Women and vulnerable groups")),
    ),
)
PLAN = SurveyItem(
    "plan",
    ItemKind.YES_NO,
    Text("តើអ្នកមានផែនការបន្តទេ?", "Do you plan to go on?"),
    follow_up=Text("តើផែនការអ្វី?", "Which plan?"),
)
ADVICE = SurveyItem("advice", ItemKind.TEXT, Text("តើអ្នកមានអនុសាសន៍អ្វី?", "What do you recommend?"))
VENUE = SurveyItem(
    "venue",
    ItemKind.SCALE,
    Text("តើអ្នកពេញចិត្តនឹងទីកន្លែងកម្រិតណា?", "How satisfied are you with the venue?"),
    scale=Scale.SATISFACTION,
)
SURVEY = Survey(
    title=Text("ការស្ទង់មតិ", "Survey"),
    introduction=Text("សូមឆ្លើយ។", "Please answer."),
    opens="closing",
    closes=datetime(2025, 7, 6, 10, 0, tzinfo=UTC),
    nudges=(),
    sections=(
        SurveySection("policy", Text("ការយល់ដឹង", "Understanding"), (BEFORE, AFTER, BARRIER)),
        SurveySection("next", Text("ជំហានបន្ទាប់", "Next steps"), (ENTRY, PLAN, ADVICE, VENUE)),
    ),
)
STATE = SurveyState(SURVEY, OPENS, None)


def cells(item: SurveyItem, *numbers: int | None) -> dict[str, int | None]:
    """Return numbers by the values of an item."""
    return dict(zip(item.values, numbers, strict=True))


def result(
    item: SurveyItem, its: Distribution | None, respondents: int = 142, texts: int = 0
) -> ItemResult:
    """Return what came of an item."""
    return ItemResult(WORKSHOP, item, its, respondents, texts)


FIRST = result(BEFORE, Distribution(cells(BEFORE, 31, 52, 40, 12, 7), 0, 142, mean=2, tenths=24))
SECOND = result(AFTER, Distribution(cells(AFTER, 0, None, None, 70, 51), 0, 142, mean=4, tenths=42))
RESULTS = Results(
    STATE,
    142,
    (
        SectionResult(
            SURVEY.sections[0],
            (
                FIRST,
                SECOND,
                result(BARRIER, Distribution(cells(BARRIER, 61, 55, 20), 6, 136)),
            ),
        ),
        SectionResult(
            SURVEY.sections[1],
            (
                result(ENTRY, Distribution(cells(ENTRY, 88, 40), None, 142)),
                result(PLAN, Distribution(cells(PLAN, 80, 26), 6, 106), 112, texts=57),
                result(ADVICE, None, texts=88),
                result(VENUE, Distribution(cells(VENUE, *[None] * 5), None, 142)),
            ),
        ),
    ),
    (Compared(FIRST, SECOND, {"up": 80, "same": 55, "down": 7}),),
    (
        SessionRating(
            "panel",
            ItemResult(
                "feedback:panel",
                VENUE,
                Distribution(cells(VENUE, 0, 0, 8, 30, 25), 0, 63, mean=4, tenths=43),
                63,
            ),
            12,
        ),
    ),
)
