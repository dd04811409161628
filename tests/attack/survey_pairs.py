"""The attacker who joins answers: which other one is of whoever wrote one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.attack import means
from tests.attack.evidence import Evidence, SurveyTruth
from tests.attack.survey_rows import TEXT, arrivals, by_id, grouped, in_file, texts_in

NEAR = 3
"""So near rows may be one person's."""
Pairs = dict[str, str]


class Pairing(NamedTuple):
    """A means of finding the other answer of whoever wrote one."""

    name: str
    find: Callable[[Evidence, SurveyTruth], Pairs]


def pairs_in_file(evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Take the answers that stand at the same place among those to their items."""
    return _paired(in_file(evidence, truth), evidence, truth)


def pairs_by_id(evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Take the answers whose ids stand at the same place among those to their items."""
    return _paired(by_id(truth), evidence, truth)


def pairs_by_row(evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Take the answers whose row ids are next to each other."""
    rows = evidence.files[-1].newest.table("response")
    order = {
        str(r.values[TEXT]): r.rowid for r in rows if r.rowid and r.values[TEXT] in truth.items
    }
    found: Pairs = {}
    for one, place in order.items():
        survey, item = truth.items[one]
        near = [
            (abs(place - there), other)
            for other, there in order.items()
            if truth.items[other][0] == survey and truth.items[other][1] != item
        ]
        if near and min(near)[0] <= NEAR:
            found[one] = min(near)[1]
    return found


def pairs_in_wal(evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Take the answers that one commit holds, if it holds two."""
    found: Pairs = {}
    for commit in means.diary_of(evidence):
        texts = texts_in(commit, truth)
        if len(texts) == 2:
            found |= {texts[0]: texts[1], texts[1]: texts[0]}
    return found


PAIRS = [
    Pairing("one person's: order in the file", pairs_in_file),
    Pairing("one person's: order of ids", pairs_by_id),
    Pairing("one person's: row ids", pairs_by_row),
    Pairing("one person's: in the WAL", pairs_in_wal),
]


def _paired(order: Sequence[str], evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Pair what stands at one place; who wrote to both items between two thefts is told."""
    came = arrivals(evidence, truth)
    groups = grouped([each for each in order if each in came], truth, came)
    found: Pairs = {}
    for one in groups:
        for other in groups:
            if one is other or came[one[0]] != came[other[0]]:
                continue
            if truth.items[one[0]][0] != truth.items[other[0]][0]:
                continue
            both = {truth.asked[t] for t in one} & {truth.asked[t] for t in other}
            sides = [[t for t in side if truth.asked[t] in both] for side in (one, other)]
            found |= dict(zip(*sides, strict=True))
    return found
