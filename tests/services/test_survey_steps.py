"""The steps of a survey, without a database."""

from datetime import UTC, datetime

import pytest

from bot.services import survey_steps as steps
from bot.services.errors import DoesNotFit, PreviewPassed
from storage.models import (
    Answered,
    ItemKind,
    ResponseDraft,
    Scale,
    Survey,
    SurveyItem,
    SurveyOption,
    SurveySection,
    Text,
)

ONE = Text("មួយ", "one")
OPTIONS = tuple(SurveyOption(each, ONE) for each in ("a", "b", "c"))
RATED = SurveyItem("rated", ItemKind.SCALE, ONE, required=True, scale=Scale.QUALITY)
CHOSEN = SurveyItem("chosen", ItemKind.CHOICE, ONE, options=OPTIONS)
TICKED = SurveyItem("ticked", ItemKind.CHOICES, ONE, options=OPTIONS)
ASKED = SurveyItem("asked", ItemKind.YES_NO, ONE, follow_up=ONE, follow_up_on="no")
WRITTEN = SurveyItem("written", ItemKind.TEXT, ONE)
SURVEY = Survey(
    ONE,
    ONE,
    "closing",
    datetime(2025, 7, 6, 13, tzinfo=UTC),
    (),
    (SurveySection("s", ONE, (RATED, CHOSEN)), SurveySection("t", ONE, (TICKED, ASKED, WRITTEN))),
)


def test_from_the_first_item_to_the_end() -> None:
    draft = steps.begin(SURVEY)
    assert draft == ResponseDraft(at="rated")

    draft = steps.choose(SURVEY, draft, RATED, "4")
    draft = steps.choose(SURVEY, draft, CHOSEN, "b")
    draft = steps.tick(draft, TICKED, "c", on=True)
    draft = steps.tick(draft, TICKED, "a", on=True)
    assert draft.at == "ticked"
    draft = steps.go_on(SURVEY, draft)
    draft = steps.choose(SURVEY, draft, ASKED, "no")
    assert (draft.at, draft.follow_up) == ("asked", True)
    draft = steps.write(SURVEY, draft, " Too  fast. ")
    draft = steps.write(SURVEY, draft, "ល្អ")

    assert draft == ResponseDraft(
        at="written",
        done=True,
        answers={
            "rated": Answered(("4",)),
            "chosen": Answered(("b",)),
            "ticked": Answered(("a", "c")),
            "asked": Answered(("no",), "Too fast."),
            "written": Answered((), "ល្អ"),
        },
    )
    assert steps.missing(SURVEY, draft) is None


def test_a_follow_up_comes_after_its_answer_only_and_goes_with_another() -> None:
    at = ResponseDraft(at="asked")
    assert steps.choose(SURVEY, at, ASKED, "yes").at == "written"

    no = steps.choose(SURVEY, at, ASKED, "no")
    assert steps.wants_text(SURVEY, no)
    assert steps.back(SURVEY, no) == ResponseDraft(at="asked", answers=no.answers)
    skipped = steps.go_on(SURVEY, no)
    assert (skipped.at, skipped.follow_up) == ("written", False)
    written = steps.back(SURVEY, steps.write(SURVEY, no, "Too fast."))
    again = steps.choose(SURVEY, written, ASKED, "no")
    assert again.answers["asked"] == Answered(("no",), "Too fast.")
    other = steps.choose(SURVEY, written, ASKED, "yes")
    assert other.answers["asked"] == Answered(("yes",))


def test_back_leads_to_what_was_asked_before_and_from_the_first_nowhere() -> None:
    at = ResponseDraft(at="ticked")
    assert [steps.back(SURVEY, at).at, steps.back(SURVEY, steps.back(SURVEY, at)).at] == [
        "chosen",
        "rated",
    ]
    assert steps.back(SURVEY, steps.begin(SURVEY)) == steps.begin(SURVEY)
    assert steps.back(SURVEY, ResponseDraft(at="written", done=True)) == ResponseDraft(at="written")


def test_what_is_needed_is_not_skipped_and_is_missing_at_the_end() -> None:
    with pytest.raises(DoesNotFit, match="needs an answer"):
        steps.go_on(SURVEY, steps.begin(SURVEY))
    assert steps.missing(SURVEY, ResponseDraft()) == RATED


def test_an_answer_opened_from_the_end_leads_back_there() -> None:
    end = ResponseDraft(at="written", done=True, answers={"rated": Answered(("4",))})

    opened = steps.change(end, RATED)
    assert opened == ResponseDraft(at="rated", returns=True, answers=end.answers)
    changed = steps.choose(SURVEY, opened, RATED, "5")
    assert changed.done
    assert changed.answers["rated"] == Answered(("5",))
    assert steps.back(SURVEY, opened).done


def test_an_answer_is_taken_back() -> None:
    ticked = steps.tick(ResponseDraft(at="ticked"), TICKED, "a", on=True)

    assert steps.tick(ticked, TICKED, "a", on=True) == ticked  # a second tap changes nothing
    assert steps.tick(ticked, TICKED, "a", on=False).answers == {}
    assert steps.clear(ticked, TICKED).answers == {}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, steps.NOT_OWN),
        ("", steps.EMPTY),
        (" \u200b ", steps.EMPTY),
        ("ក" * 501, steps.TOO_LONG),
        ("ក" + "្ក" * 1500, steps.TOO_LONG),
    ],
)
def test_what_cannot_be_taken_says_why(text: str | None, why: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        steps.read(text)
    assert refused.value.why == why


def test_a_text_is_taken_only_where_one_is_asked_for() -> None:
    for draft in (steps.begin(SURVEY), ResponseDraft(at="written", done=True)):
        with pytest.raises(PreviewPassed):
            steps.write(SURVEY, draft, "Hello")


def test_a_forged_button_chooses_no_more_than_an_item_allows() -> None:
    for item in (TICKED, WRITTEN):
        with pytest.raises(PreviewPassed):
            steps.choose(SURVEY, ResponseDraft(at=item.id), item, "a")
    for item in (RATED, CHOSEN, ASKED, WRITTEN):
        with pytest.raises(PreviewPassed):
            steps.tick(ResponseDraft(at=item.id), item, "a", on=True)
