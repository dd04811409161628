"""The attack finds nothing beyond chance in surveys as they are, and much in a bot that leaks."""

from pathlib import Path

import pytest

from tests.attack import survey_counts, survey_leaks, survey_rows
from tests.attack.scores import ALARM
from tests.attack.survey_scores import play, scores

FEWEST = 5


def test_nobody_finds_out_who_answered_what(tmp_path: Path) -> None:
    day = play(tmp_path, seed=1)  # `python -m tests.attack` plays many
    evidence, truth = day
    # It is worth attacking.
    assert len(truth.took_part) > 70
    assert len(set(truth.asked.values())) > 35
    assert len(evidence.files) == 11
    assert len(evidence.screens) > 8
    waits = [len(survey_rows.rows_in(files, "waiting_response")) for files in evidence.files]
    assert any(0 < n < FEWEST for n in waits)

    found = scores(day)

    assert {name: score for name, score in found.items() if score.chance < ALARM} == {}
    # Nothing joins two answers of one person, nor that they answered with what.
    assert survey_counts.same_people(evidence) == 0
    assert survey_counts.side_by_side(evidence) == 0
    assert {len(sizes) for sizes in survey_counts.lengths(evidence).values()} == {1}
    # Each time that the results change, it is by at least five people's answers.
    assert min(truth.among.values()) >= FEWEST
    assert min(survey_counts.steps(evidence)) >= FEWEST
    # Drafts are gone in the end.
    assert survey_rows.rows_in(evidence.files[-1], "response_draft") == []


LEAKS = {
    "numbers in rows": 0.95,
    "log lines": 0.95,
    "free pages, old frames": 0.9,
    "order in the file": 0.95,
    "order of row ids": 0.95,
    "order of ids": 0.95,
    "times in rows": 0.85,
    "order in the WAL": 0.95,
    "neighbours in the WAL": 0.7,
    "what is sealed, read": 0.95,
    "order of the results": 0.95,
    "results, last act": 0.6,
    "results, last to send": 0.75,
    "who was reminded": 0.95,
    "took part: hashes without the key": 0.95,
    "took part: order in the file": 0.95,
    "waiting: order in the file": 0.95,
    "one person's: order in the file": 0.95,
    "one person's: order of ids": 0.95,
    "one person's: row ids": 0.95,
    "one person's: in the WAL": 0.95,
}
"""The share of its guesses that each means gets right at least in a bot that leaks.

Somebody else may act at the same moment, and the first five show together. What draws among many,
"between two screens", "thefts" and "rows changed", shows only over many days; ids against joining
is a guess at how ids are made.
"""


def test_the_attack_finds_everything_where_surveys_leak(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        survey_leaks.spring(patch)
        day = play(tmp_path, 1)
        found = scores(day)

    shares = {name: found[name].right / max(1, len(found[name].odds)) for name in LEAKS}
    assert {name: share for name, share in shares.items() if share < LEAKS[name]} == {}
    assert survey_counts.same_people(day.evidence) > 20
    assert survey_counts.side_by_side(day.evidence) > 20
    assert len(survey_counts.lengths(day.evidence)["workshop"]) > 10
    assert min(survey_counts.steps(day.evidence)) == 1
