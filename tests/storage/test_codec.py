"""Rows as JSON and back: nothing is lost, and what is no such value is refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage.codec import decode, encode
from storage.models import (
    Add,
    AddSpeaker,
    Cancel,
    ConfirmSpeaker,
    Edit,
    Import,
    Move,
    Plan,
    Rehouse,
    RemoveSpeaker,
    Rename,
    ReplaceSpeaker,
    Restore,
    Room,
    SessionRole,
    SessionStatus,
    Shift,
    ShiftRule,
    Speaker,
    SpeakerKind,
    Survey,
    Text,
    Undo,
)

NOON = datetime(2025, 7, 3, 5, tzinfo=UTC)
CHAN = Speaker("chan", SpeakerKind.PERSON, Text("ចាន់", "Chan"), None, None, None, None)


def test_plans_come_back_as_they_were(built_in: Plan, big_event: Plan) -> None:
    for plan in (built_in, big_event):
        assert decode(Plan, encode(plan)) == plan


def test_a_plan_of_before_there_were_surveys_has_none(built_in: Plan) -> None:
    plain = json.loads(encode(built_in))
    del plain["survey"]
    assert decode(Plan, json.dumps(plain)) == replace(built_in, survey=None)


def test_a_survey_comes_back_as_it_was(built_in: Plan) -> None:
    assert built_in.survey is not None
    assert decode(Survey, encode(built_in.survey)) == built_in.survey


def test_every_edit_comes_back_as_it_was(built_in: Plan) -> None:
    changed = replace(
        built_in.sessions[1], status=SessionStatus.CANCELLED, optional=True, sequence=3
    )
    edits: tuple[Edit, ...] = (
        Shift(-15, ShiftRule.BREAKS, True, NOON, "panel"),
        Shift(5, ShiftRule.EVERYTHING, False, NOON),
        Move("panel", NOON, NOON),
        Rename("panel", Text("“ថ្មី”", 'a "new" one\n')),
        Rehouse("panel", None),
        Rehouse("panel", Room("foyer", Text("សាលមុខ", "Foyer"))),
        AddSpeaker("panel", CHAN, SessionRole.PANELIST, confirmed=False),
        ReplaceSpeaker("panel", "dfat", SessionRole.PANELIST, CHAN),
        RemoveSpeaker("panel", "dfat", SessionRole.PANELIST),
        ConfirmSpeaker("panel", "dfat", SessionRole.PANELIST),
        Cancel("panel"),
        Restore("panel"),
        Add(changed),
        Import(built_in, None),
        Import(built_in, built_in),
        Undo(3, built_in),
    )
    assert decode(tuple[Edit, ...], encode(edits)) == edits


def test_what_is_written_is_short_and_readable() -> None:
    assert encode((Cancel("panel"), Rehouse("វគ្គ", None))) == (
        '[{"is":"Cancel","session_id":"panel"},{"is":"Rehouse","session_id":"វគ្គ","room":null}]'
    )
    assert encode(Move("panel", NOON, NOON)) == (
        '{"is":"Move","session_id":"panel",'
        '"starts_at":"2025-07-03T05:00:00Z","ends_at":"2025-07-03T05:00:00Z"}'
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("[", ValueError),
        ('[{"is":"Nothing"}]', KeyError),
        ('[{"session_id":"panel"}]', KeyError),
        ('[{"is":"Cancel"}]', TypeError),
        ('[{"is":"Cancel","session_id":"panel","why":"rain"}]', KeyError),
        ('[{"is":"Shift","minutes":1,"rule":"no","fixed_end":true,"at":"x"}]', ValueError),
    ],
)
def test_what_is_no_such_value_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        decode(tuple[Edit, ...], text)


def test_a_naive_time_has_no_place() -> None:
    with pytest.raises(ValueError, match="naive"):
        encode(Move("panel", datetime(2025, 7, 3), NOON))  # noqa: DTZ001 -- what is refused
