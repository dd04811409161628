"""What came of the survey and of the sessions' feedback, as far as it may be shown."""

from collections.abc import AsyncIterator, Iterator, Mapping

from bot.services import access, survey_cells
from bot.services.survey_ids import COMMENT, RATING, WORKSHOP, comment, feedback
from bot.services.withholding import FEWEST
from storage import responses, surveys
from storage.database import Database, Query
from storage.models import (
    Agenda,
    Compared,
    Distribution,
    ItemKind,
    ItemResult,
    Participant,
    ResponseCounts,
    Results,
    Right,
    Scale,
    SectionResult,
    SessionRating,
    Survey,
    SurveyItem,
    Text,
)

A_CHUNK = 500
"""Texts that are read at a time."""

_NONE = ResponseCounts(counts={}, answered=0, texts=0)
_RATING = SurveyItem(RATING, ItemKind.SCALE, Text("", ""), required=True, scale=Scale.QUALITY)


async def of_survey(db: Database, actor: Participant | None, *, agenda: Agenda) -> Results:
    """Return what may be shown of all answers that were let out.

    `actor`: None for whoever runs the server. Raises: NotAllowed.
    """
    if actor is not None:
        await access.require(db, actor.id, Right.ORGANISE)
    state = await surveys.state(db)
    people = await responses.let_out_surveys(db)
    ratings = await _ratings(db, people, agenda)
    n = people.get(WORKSHOP, 0)
    if state is None or n < FEWEST:
        return Results(state, None, ratings=ratings)
    found = await responses.counts(db, WORKSHOP)
    by_id = {
        item.id: item_result(WORKSHOP, item, found.get(item.id, _NONE), n)
        for item in state.survey.items
    }
    sections = tuple(
        SectionResult(each, tuple(by_id[item.id] for item in each.items))
        for each in state.survey.sections
    )
    return Results(state, n, sections, tuple(_compared(state.survey, by_id, found, n)), ratings)


def item_result(
    survey_id: str, item: SurveyItem, counted: ResponseCounts, respondents: int
) -> ItemResult:
    """Say what of an item may be shown, of five respondents or more."""
    its = _distribution(item, counted, respondents)
    # Whoever wrote also chose: where the one number is withheld, the other would tell of it.
    may_read = its is None or its.cells.get(item.follow_up_on) is not None
    texts = counted.texts if may_read and counted.texts >= FEWEST else 0
    return ItemResult(survey_id, item, its, texts)


async def texts(
    db: Database,
    actor: Participant | None,
    result: ItemResult,
) -> AsyncIterator[list[str]]:
    """Give what was written about an item, in the order of random ids, so many at a time.

    Nothing where fewer than five wrote. Raises: NotAllowed.
    """
    if actor is not None:
        await access.require(db, actor.id, Right.ORGANISE)
    after = ""
    while result.texts:
        found = await responses.texts(
            db, result.survey_id, result.item.id, after=after, limit=A_CHUNK
        )
        if not found:
            return
        after = found[-1][0]
        yield [text for _id, text in found]


def written(its: Results, agenda: Agenda) -> Iterator[tuple[Text, ItemResult]]:
    """Give all that may be read, each under its question; comments under their session's title."""
    for each in its.items:
        if each.texts:
            yield each.item.follow_up or each.item.question, each
    for rating in its.ratings:
        session = agenda.session(rating.session_id)
        title = session.title if session else Text(rating.session_id, rating.session_id)
        if rating.comments:
            item = SurveyItem(COMMENT, ItemKind.TEXT, title)
            yield title, ItemResult(comment(rating.session_id), item, None, rating.comments)


def _distribution(
    item: SurveyItem, counted: ResponseCounts, respondents: int
) -> Distribution | None:
    counts = {value: counted.counts.get(value, 0) for value in item.values}
    match item.kind:
        case ItemKind.TEXT:
            return None
        case ItemKind.CHOICES:
            return survey_cells.several(counts, answered=counted.answered, respondents=respondents)
        case ItemKind.SCALE:
            give = survey_cells.scale
        case _:
            give = survey_cells.single
    return give(counts, respondents=respondents, required=item.required)


def _compared(
    survey: Survey,
    by_id: Mapping[str, ItemResult],
    found: Mapping[str, ResponseCounts],
    respondents: int,
) -> list[Compared]:
    compared = []
    for item in survey.items:
        before, after = by_id.get(item.compares_with or ""), by_id[item.id]
        if before is None or before.distribution is None or after.distribution is None:
            continue
        moved = found.get(f"change:{item.id}", _NONE).counts
        change = survey_cells.change(
            moved, before.distribution, after.distribution, respondents=respondents
        )
        compared.append(Compared(before, after, change))
    return compared


async def _ratings(
    db: Query, people: Mapping[str, int], agenda: Agenda
) -> tuple[SessionRating, ...]:
    ratings = []
    for session in agenda.sessions:
        n = people.get(feedback(session.id), 0)
        comments = people.get(comment(session.id), 0)
        comments = comments if comments >= FEWEST else 0
        if n < FEWEST:
            continue
        counted = (await responses.counts(db, feedback(session.id))).get(RATING, _NONE)
        result = item_result(feedback(session.id), _RATING, counted, n)
        ratings.append(SessionRating(session.id, n, result, comments))
    return tuple(ratings)
