"""The steps of a registration: what follows what, on and back, new and in the summary."""

import pytest

from bot.services import steps
from storage.models import Draft, Level, Problem, Step

NATIONAL = Draft(level=Level.NATIONAL)
SUB_NATIONAL = Draft(level=Level.SUB_NATIONAL, province="kampot")
EDITING = Draft(level=Level.NATIONAL, editing=True)
EDITING_SUB = Draft(level=Level.SUB_NATIONAL, province="kampot", editing=True)


@pytest.mark.parametrize(
    ("step", "draft", "following"),
    [
        (Step.CONSENT, Draft(), Step.NAME),
        (Step.NAME, Draft(), Step.ORGANISATION),
        (Step.ORGANISATION, Draft(), Step.LEVEL),
        (Step.SAME_ORGANISATION, Draft(), Step.LEVEL),
        (Step.LEVEL, NATIONAL, Step.POSITION),
        (Step.LEVEL, SUB_NATIONAL, Step.PROVINCE),
        (Step.PROVINCE, SUB_NATIONAL, Step.POSITION),
        (Step.POSITION, NATIONAL, Step.PHONE),
        (Step.PHONE, NATIONAL, Step.SUMMARY),
        # a line of the summary leads back to it
        (Step.NAME, EDITING, Step.SUMMARY),
        (Step.ORGANISATION, EDITING, Step.SUMMARY),
        (Step.SAME_ORGANISATION, EDITING, Step.SUMMARY),
        (Step.LEVEL, EDITING, Step.SUMMARY),
        (Step.LEVEL, EDITING_SUB, Step.PROVINCE),
        (Step.PROVINCE, EDITING_SUB, Step.SUMMARY),
        (Step.POSITION, EDITING, Step.SUMMARY),
        (Step.PHONE, EDITING, Step.SUMMARY),
    ],
)
def test_after(step: Step, draft: Draft, following: Step) -> None:
    assert steps.after(step, draft) is following


@pytest.mark.parametrize(
    ("step", "draft", "earlier"),
    [
        (Step.NAME, Draft(), Step.CONSENT),
        (Step.ORGANISATION, Draft(), Step.NAME),
        (Step.SAME_ORGANISATION, Draft(), Step.ORGANISATION),
        (Step.LEVEL, Draft(), Step.ORGANISATION),
        (Step.PROVINCE, SUB_NATIONAL, Step.LEVEL),
        (Step.POSITION, NATIONAL, Step.LEVEL),
        (Step.POSITION, SUB_NATIONAL, Step.PROVINCE),
        (Step.PHONE, NATIONAL, Step.POSITION),
        (Step.SUMMARY, NATIONAL, Step.PHONE),
        # a line of the summary leads back to it
        (Step.NAME, EDITING, Step.SUMMARY),
        (Step.ORGANISATION, EDITING, Step.SUMMARY),
        (Step.SAME_ORGANISATION, EDITING, Step.ORGANISATION),
        (Step.LEVEL, EDITING, Step.SUMMARY),
        (Step.PROVINCE, EDITING_SUB, Step.LEVEL),
        (Step.POSITION, EDITING, Step.SUMMARY),
        (Step.PHONE, EDITING, Step.SUMMARY),
    ],
)
def test_before(step: Step, draft: Draft, earlier: Step) -> None:
    assert steps.before(step, draft) is earlier


@pytest.mark.parametrize("level", Level)
def test_back_leads_the_way_on_came_from(level: Level) -> None:
    draft = Draft(level=level, province="kampot" if level is Level.SUB_NATIONAL else None)
    way = [Step.CONSENT]
    while way[-1] is not Step.SUMMARY:
        way.append(steps.after(way[-1], draft))
    back = [Step.SUMMARY]
    while back[-1] is not Step.CONSENT:
        back.append(steps.before(back[-1], draft))
    assert back[::-1] == way


@pytest.mark.parametrize(
    ("step", "text", "read"),
    [
        (Step.CONSENT, "yes", Problem.TAP),
        (Step.SUMMARY, "yes", Problem.TAP),
        (Step.NAME, "Sok Dara", Draft(name="Sok Dara")),
        (Step.NAME, "1", Problem.NAME),
        (Step.LEVEL, "National", Draft(level=Level.NATIONAL)),
        (Step.LEVEL, "x", Problem.LEVEL),
        (Step.PROVINCE, "Kampot", Draft(level=Level.SUB_NATIONAL, province="kampot")),
        (Step.PROVINCE, "x", Problem.PROVINCE),
        (Step.POSITION, "Officer", Draft(position="Officer")),
        (Step.POSITION, "1", Problem.POSITION),
        (Step.PHONE, "០១២ ៣៤៥ ៦៧៨", Draft(phone="012345678")),
        (Step.PHONE, "x", Problem.PHONE),
    ],
)
def test_reading(step: Step, text: str, read: Draft | Problem) -> None:
    assert steps.read(step, Draft(misses=2), text) == (
        read if isinstance(read, Problem) else read.at()
    )


def test_another_level_asks_for_the_province_anew() -> None:
    assert steps.with_(SUB_NATIONAL, "level", Level.NATIONAL) == NATIONAL
    assert steps.with_(SUB_NATIONAL, "level", Level.SUB_NATIONAL) == Draft(level=Level.SUB_NATIONAL)


def test_whoever_names_a_province_works_in_it() -> None:
    assert steps.with_(NATIONAL, "province", "kampot") == SUB_NATIONAL
