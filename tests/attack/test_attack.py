"""The attack finds nothing beyond chance on days as they are, and much in a bot that leaks."""

from pathlib import Path
from random import Random

import pytest

from tests.attack import leaks, means
from tests.attack.scores import ALARM, play, scores
from tests.attack.sqlite_file import DatabaseFile

DICE = Random(1)


def test_nobody_finds_out_who_asked_or_voted(tmp_path: Path) -> None:
    day = play(tmp_path, seed=3)  # `python -m tests.attack` plays many
    evidence, truth, _ = day
    # It is worth attacking.
    assert len(truth.asked) == 30
    assert len(set(truth.asked.values())) > 20
    assert len(truth.voted) > 45
    assert len(evidence.files) == 5
    assert len(evidence.chats) > 40

    found = scores(day)

    assert {name: score for name, score in found.items() if score.chance < ALARM} == {}
    assert means.same_voters(evidence, truth, DICE) == 0
    written = [part.encode() for both in truth.numbers.items() for part in both]
    assert [part for files in evidence.files for part in written if part in files.wal] == []
    # The seals are all of one length, and gone in the end.
    seals = [
        [record.values[1] for record in DatabaseFile(files.database).table("way_back")]
        for files in evidence.files
    ]
    lengths = {isinstance(seal, bytes) and len(seal) for each in seals for seal in each}
    assert lengths == {64}
    assert seals[-1] == []


LEAKS = {
    "numbers in rows": 0.9,
    "log lines": 0.95,
    "free pages, old frames": 0.95,
    "order in the file": 0.95,
    "order of row ids": 0.6,
    "times in rows": 0.6,
    "order in the WAL": 0.5,
    "neighbours in the WAL": 0.7,
    "staff's messages, last act": 0.3,
    "order of the export": 0.95,
    "votes: hashes without the key": 0.95,
    "votes: order in the file": 0.95,
    "votes: neighbours in the WAL": 0.25,
}
"""The share of its guesses that each means gets right at least in a bot that leaks.

A WAL begins anew when it is long, somebody else may act at the same moment, and a speaker's list
shows ten questions at a time. What draws among many, "a minute" and "rows changed", shows only over
many days; ids against joining is a guess at how ids might have been made.
"""


def test_the_attack_finds_everything_where_it_leaks(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        leaks.spring(patch)
        day = play(tmp_path, 1)
        found = scores(day)

    shares = {name: found[name].right / max(1, len(found[name].odds)) for name in LEAKS}
    assert {name: share for name, share in shares.items() if share < LEAKS[name]} == {}
    guessed = means.vote_hashes(day.evidence, day.truth, DICE)
    assert {(vote.partition(":")[0], who) for vote, who in guessed.items()} == set(day.truth.voted)
    assert means.same_voters(day.evidence, day.truth, DICE) > 10
