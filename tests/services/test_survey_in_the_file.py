"""A survey that comes with an edited event file: stored until it is opened, then it stays."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import agenda as agendas
from bot.services import event_file, imports, publishing
from bot.services.errors import PreviewPassed
from bot.settings import BUILT_IN
from storage import agenda_versions, roles, surveys
from storage.agenda import load
from storage.database import Database
from storage.models import ChangeKind, Participant, Plan, Preview, Role, Survey, SurveyState
from tests.services.conftest import Join

TEXT = BUILT_IN.read_text("utf-8")
WITHOUT = TEXT.partition("\n[survey]")[0] + "\n"
SHORTER = TEXT.replace("closes = 2025-07-06 20:00:00", "closes = 2025-07-05 20:00:00")
LONG_LUNCH = 'en = "Long lunch"'


@pytest.fixture
async def old_db(empty_db: Database, now: datetime) -> Database:
    """A database of before there were surveys."""
    await agendas.load_event(empty_db, event_file.parse(WITHOUT), now=now)
    return empty_db


async def publish(db: Database, organiser: Participant, shown: Preview, now: datetime) -> None:
    await publishing.publish(
        db,
        organiser,
        revision=shown.draft.revision,
        version=shown.version,
        delay=timedelta(minutes=2),
        now=now,
    )


async def upload(db: Database, organiser: Participant, text: str, now: datetime) -> Preview:
    return await imports.upload(db, organiser, text.encode(), now=now)


async def opened(db: Database, now: datetime) -> None:
    async with db.transaction() as tx:
        assert await surveys.open_(tx, now=now) is True


async def stored(db: Database) -> SurveyState | None:
    return await surveys.state(db)


def said(shown: Preview) -> tuple[int, bool, bool]:
    return len(shown.changes), shown.event_changed, shown.survey_stays


def survey_of(plan: Plan) -> Survey:
    assert plan.survey is not None
    return plan.survey


async def test_what_was_loaded_has_the_survey_of_the_file(db: Database, built_in: Plan) -> None:
    assert await stored(db) == SurveyState(survey_of(built_in), None, None)
    assert (await load(db)).survey == built_in.survey


async def test_without_organisers_the_survey_comes_to_an_old_database(
    old_db: Database, built_in: Plan, now: datetime
) -> None:
    assert (await stored(old_db), (await load(old_db)).survey) == (None, None)
    assert await agendas.load_event(old_db, built_in, now=now) is True
    assert (await load(old_db)).survey == built_in.survey


async def test_with_organisers_a_file_that_only_adds_a_survey_is_offered_and_published(
    old_db: Database, join: Join, built_in: Plan, now: datetime
) -> None:
    sokha = await join(100)
    async with old_db.transaction() as tx:
        await roles.change(tx, sokha.id, was=sokha.role, becomes=Role.ORGANISER)
    assert await agendas.load_event(old_db, built_in, now=now) is False
    assert await stored(old_db) is None

    shown = await imports.open_import(old_db, sokha, built_in.event.file_hash[:16], now=now)
    assert (said(shown), shown.told) == ((0, True, False), 0)

    await publish(old_db, sokha, shown, now)
    assert await stored(old_db) == SurveyState(survey_of(built_in), None, None)
    assert await agenda_versions.newest_number(old_db) == 2


async def test_until_it_is_opened_it_is_as_the_newest_file_has_it(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await publish(db, sokha, await upload(db, sokha, SHORTER, now), now)
    assert (await load(db)).survey == event_file.parse(SHORTER).survey

    await publish(db, sokha, await upload(db, sokha, WITHOUT, now), now)
    assert (await load(db)).survey is None


@pytest.mark.parametrize("text", [SHORTER, WITHOUT])
async def test_one_that_was_opened_stays_and_the_preview_says_so(
    db: Database, sokha: Participant, built_in: Plan, now: datetime, text: str
) -> None:
    await opened(db, now)
    longer = text.replace('en = "Lunch Break"', LONG_LUNCH)
    shown = await upload(db, sokha, longer, now)
    assert [change.kinds for change in shown.changes] == [(ChangeKind.RENAMED,)]
    assert said(shown) == (1, False, True)

    await publish(db, sokha, shown, now)
    assert await stored(db) == SurveyState(survey_of(built_in), now, None)
    assert (await load(db)).survey == built_in.survey


async def test_one_that_was_closed_stays_too(
    db: Database, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    await opened(db, now)
    async with db.transaction() as tx:
        await surveys.close(tx, now=now)
    await publish(db, sokha, await upload(db, sokha, SHORTER, now), now)
    assert await stored(db) == SurveyState(survey_of(built_in), now, now)


async def test_what_was_said_of_the_survey_once_is_not_said_again(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await opened(db, now)
    await publish(db, sokha, await upload(db, sokha, SHORTER, now), now)
    longer = SHORTER.replace('en = "Lunch Break"', LONG_LUNCH)
    assert said(await upload(db, sokha, longer, now)) == (1, False, False)
    back = TEXT.replace('en = "Lunch Break"', LONG_LUNCH)
    assert said(await upload(db, sokha, back, now)) == (1, False, False)


async def test_a_survey_opened_after_the_preview_is_left_alone(
    db: Database, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    shown = await upload(db, sokha, SHORTER, now)
    assert said(shown) == (0, True, False)
    await opened(db, now)
    await publish(db, sokha, shown, now)
    assert await stored(db) == SurveyState(survey_of(built_in), now, None)


async def test_undoing_brings_back_the_survey_of_before(
    db: Database, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    await publish(db, sokha, await upload(db, sokha, SHORTER, now), now)
    await publishing.undo(db, sokha, version=2, delay=timedelta(), now=now)
    assert (await load(db)).survey == built_in.survey
    with pytest.raises(PreviewPassed):
        await publishing.undo(db, sokha, version=2, delay=timedelta(), now=now)


async def test_a_file_whose_survey_is_the_same_says_nothing_of_it(
    db: Database, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    await opened(db, now)
    shown = await upload(db, sokha, TEXT + "\n# a note\n", now)
    assert said(shown) == (0, False, False)
    assert replace(shown.plan, event=built_in.event) == built_in
