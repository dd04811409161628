"""What came of the survey and of the sessions' feedback, as far as it may be shown."""

from collections.abc import AsyncIterator, Iterator, Mapping

from bot.services import access, survey_counts
from bot.services.survey_counts import SurveyCounts
from bot.services.survey_ids import COMMENTED, RATED, WORKSHOP, comment, feedback
from bot.services.withholding import FEWEST
from storage import responses, shown_answers, surveys
from storage.database import Database, Query
from storage.models import (
    Agenda,
    Compared,
    ItemResult,
    Participant,
    Results,
    Right,
    SectionResult,
    SessionRating,
    Text,
)

A_CHUNK = 500
"""Texts that are read at a time."""


async def of_survey(db: Database, actor: Participant | None, *, agenda: Agenda) -> Results:
    """Return what may be shown of all answers that were let out.

    `actor`: None for whoever runs the server. Raises: NotAllowed.
    """
    async with db.transaction() as tx:  # what is let out meanwhile is in all numbers, or in none
        if actor is not None:
            await access.require(tx, actor.id, Right.ORGANISE)
        return await _of(tx, agenda)


async def _of(db: Query, agenda: Agenda) -> Results:
    state = await surveys.state(db)
    people = await responses.let_out_surveys(db)
    ratings = await _ratings(db, people, agenda)
    its = await survey_counts.of(db, WORKSHOP)
    if state is None or its.respondents < FEWEST:
        return Results(state, None, ratings=ratings, complete=its.complete)
    by_id = {item.id: its.result(item) for item in state.survey.items}
    sections = tuple(
        SectionResult(each, tuple(by_id[item.id] for item in each.items))
        for each in state.survey.sections
    )
    moved = tuple(
        compared(its, by_id[item.compares_with], by_id[item.id])
        for item in state.survey.items
        if item.compares_with in by_id
    )
    return Results(state, its.respondents, sections, moved, ratings, its.complete)


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
        found = await shown_answers.texts(
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
            n = rating.comments
            yield title, ItemResult(comment(rating.session_id), COMMENTED, None, n, texts=n)


def compared(its: SurveyCounts, before: ItemResult, after: ItemResult) -> Compared:
    """Say who moved, where both distributions are of the same people."""
    shown = its.moved(before.item, after.item)
    of = {before.respondents, after.respondents}
    if of == {its.at.get(after.item.id)}:
        return Compared(before, after, shown)
    since = its.moved_since(before.item, after.item) if its.complete else None
    if shown is None or since is None or of != {its.respondents}:
        return Compared(before, after, None)
    return Compared(before, after, {name: shown[name] + since[name] for name in since})


async def _ratings(
    db: Query, people: Mapping[str, int], agenda: Agenda
) -> tuple[SessionRating, ...]:
    ratings = []
    for session in agenda.sessions:
        if people.get(feedback(session.id), 0) < FEWEST:
            continue
        comments = (await survey_counts.of(db, comment(session.id))).result(COMMENTED).texts
        result = (await survey_counts.of(db, feedback(session.id))).result(RATED)
        ratings.append(SessionRating(session.id, result, comments))
    return tuple(ratings)
