"""The attacker of surveys: who wrote an answer, who took part.

Each means returns guesses. Where one has an order, the attacker is even told who wrote the texts
that came between two thefts, in the order of sending, and only has to match.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from bot.services.survey_ids import WORKSHOP
from storage.models import DeliveryStatus
from tests.attack import means
from tests.attack.evidence import Evidence, SurveyTruth
from tests.attack.means import Guesses
from tests.attack.survey_rows import (
    TEXT,
    arrivals,
    by_id,
    grouped,
    in_file,
    last_before,
    rows_of,
    texts_in,
    tried,
)

LONGEST = 6
"""So many of the longest texts are looked for in drafts."""


class Means(NamedTuple):
    """A means, how it is called in the table, and whether it matches an order with another."""

    name: str
    find: Callable[[Evidence, SurveyTruth, Random], Guesses]
    matches: bool = False
    drafts: bool = False
    """Whether it goes by drafts, so that a blind guess is one of those who have one."""


def file_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order in which the rows seem to have come with the order of sending."""
    return _matched(in_file(evidence, truth), evidence, truth)


def id_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order of the answers' ids with the order of sending."""
    return _matched(by_id(truth), evidence, truth)


def joiners(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order of the answers' ids with the order in which people joined."""
    return _matched(by_id(truth), evidence, truth, by=evidence.joined.index)


def row_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the row ids of the answers with the order of sending."""
    rows = evidence.files[-1].newest.table("response")
    order = sorted((r.rowid, str(r.values[TEXT])) for r in rows if r.rowid)
    return _matched([text for _, text in order if text in truth.items], evidence, truth)


def screen_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order in which the results show the texts with the order of sending."""
    return _matched(evidence.screens[-1][1], evidence, truth)


def wal_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Read in the WAL's diary in which order answers came."""
    told = [text for commit in means.diary_of(evidence) for text in texts_in(commit, truth)]
    return _matched(list(dict.fromkeys(told)), evidence, truth)


def wal_neighbours(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Take whoever is named in the commit nearest to an answer's."""
    found: Guesses = {}
    for commit, who in means.named_beside(evidence):
        found |= {text: who for text in texts_in(commit, truth) if text not in found}
    return found


def unsealed(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Read what waits or is not sent, where the hash beside it can be tried for everybody."""
    found: Guesses = {}
    people = tried(evidence)
    beside = [
        *([record.values] for f in evidence.files for record in f.newest.table("response_draft")),
        *means.diary_of(evidence),
    ]
    for commit in beside:
        who = {people[v] for record in commit for v in record if v in people}
        content = [v if isinstance(v, bytes) else str(v).encode() for r in commit for v in r]
        if len(who) == 1:
            for text in truth.asked:
                # A page that is split shows the rows of others once more: the first time counts.
                if any(text.encode() in each for each in content):
                    found.setdefault(text, next(iter(who)))
    return found


def draft_lengths(evidence: Evidence, truth: SurveyTruth, rng: Random) -> Guesses:
    """Give the longest texts to those with the longest drafts; whose each draft is, is told."""
    longest: dict[int, int] = {}
    for files in evidence.files:
        rows = [record.values for record in files.newest.table("response_draft")]
        rows += [values for commit in files.diary for values in commit]
        for who, person in truth.drafts.items():
            sizes = [len(v[1]) for v in rows if v[0] == who and isinstance(v[1], bytes)]
            longest[person] = max([*sizes, longest.get(person, 0)])
    people = [who for who, size in longest.items() if size]
    rng.shuffle(people)
    people.sort(key=longest.__getitem__, reverse=True)
    texts = [text for text, (survey, _) in truth.items.items() if survey == WORKSHOP]
    texts.sort(key=lambda text: len(text.encode()), reverse=True)
    return dict(zip(texts[:LONGEST], people, strict=False))


def changes(evidence: Evidence, truth: SurveyTruth, rng: Random) -> Guesses:
    """Take somebody whose rows changed between the same two thefts as an answer came."""
    found: Guesses = {}
    came = arrivals(evidence, truth)
    for number, (before, after) in enumerate(pairwise(evidence.files), 1):
        was, now = (means.rows_of_people(evidence, each.newest) for each in (before, after))
        changed = sorted(who for who in was.keys() & now.keys() if was[who] != now[who])
        new = [text for text in came if came[text] == number]
        found |= {text: rng.choice(changed) for text in new if changed}
    return found


def thefts(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Take whoever used their phone last before the theft in which an answer was new."""
    return {
        text: last_before(evidence, evidence.files[number].moment)
        for text, number in arrivals(evidence, truth).items()
    }


def last_act(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Take whoever used their phone last before the results showed an answer."""
    found: Guesses = {}
    for moment, texts in evidence.screens:
        new = [text for text in texts if text in truth.items and text not in found]
        found |= {text: last_before(evidence, moment) for text in new}
    return found


def last_sender(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Take whoever sent last before an answer was shown; who sent when is told."""
    found: Guesses = {}
    for moment, texts in evidence.screens:
        for text in texts:
            survey = truth.items[text][0]
            before = [who for at, its, who in truth.sent if its == survey and at <= moment]
            found.setdefault(text, before[-1])
    return found


def between(evidence: Evidence, _truth: SurveyTruth, rng: Random) -> Guesses:
    """Take somebody who used their phone between the two screens by which an answer came."""
    found: Guesses = {}
    for (since, before), (until, after) in pairwise(evidence.screens):
        acted = sorted({who for moment, who in evidence.acts if since < moment <= until})
        found |= {text: rng.choice(acted) for text in after if text not in before and acted}
    return found


def nudges(evidence: Evidence, truth: SurveyTruth, rng: Random) -> Guesses:
    """Take somebody who was reminded, and the next time not, for what came between the two."""
    rows = [record.values for record in evidence.files[-1].newest.table("delivery")]
    known = {number: each for each, number in evidence.ids.items()}
    reminded: dict[str, dict[int, str]] = {}
    for row in rows:
        kind, number, *_ = [*str(row[1]).split(":"), ""]
        if kind == "nudge" and row[2] in known and row[7] != DeliveryStatus.EXPIRED:
            reminded.setdefault(number, {})[known[int(str(row[2]))]] = str(row[8])
    if len(reminded) < 2:
        return {}
    first, second = reminded["0"], reminded["1"]
    answered = sorted(first.keys() - second.keys())
    since, until = max(first.values()), min(second.values())
    shown: dict[str, str] = {}
    for moment, texts in evidence.screens:
        for text in texts:
            shown.setdefault(text, f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    return {
        text: rng.choice(answered)
        for text, moment in shown.items()
        if answered and since <= moment <= until and text in truth.items
    }


def hashes(evidence: Evidence, _truth: SurveyTruth, _rng: Random) -> Guesses:
    """Try hashes of everybody, without a key, on those who took part."""
    people = tried(evidence)
    return {
        f"{survey}:{who}": people[who]
        for survey, who in rows_of(evidence, "participation")
        if who in people
    }


def part_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order of those who took part, in the file, with the order of sending."""
    return _aligned(rows_of(evidence, "participation"), truth.took_part)


def waiting_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order of what waits, in the file, with the order of sending."""
    return _aligned(rows_of(evidence, "waiting_response"), truth.waited)


ANSWERS = [
    Means("numbers in rows", means.ids),
    Means("log lines", means.logs),
    Means("free pages, old frames", means.left_over),
    Means("order in the file", file_order, matches=True),
    Means("order of row ids", row_order, matches=True),
    Means("order of ids", id_order, matches=True),
    Means("times in rows", means.row_times),
    Means("order in the WAL", wal_order, matches=True),
    Means("neighbours in the WAL", wal_neighbours),
    Means("what is sealed, read", unsealed),
    Means("lengths of drafts", draft_lengths, drafts=True),
    Means("order of the results", screen_order, matches=True),
    Means("results, last act", last_act),
    Means("results, last to send", last_sender),
    Means("results, between two screens", between),
    Means("thefts, last act", thefts),
    Means("rows changed between thefts", changes),
    Means("who was reminded", nudges),
    Means("ids against joining", joiners, matches=True),
]
PARTS = [
    Means("took part: hashes without the key", hashes),
    Means("took part: order in the file", part_order, matches=True),
]
WAITING = [Means("waiting: order in the file", waiting_order, matches=True)]


def _matched(
    order: Sequence[str],
    evidence: Evidence,
    truth: SurveyTruth,
    *,
    by: Callable[[int], int] | None = None,
) -> Guesses:
    """Give the k-th text of each group to the k-th of those who wrote one of it."""
    came = arrivals(evidence, truth)
    found: Guesses = {}
    for texts in grouped([each for each in order if each in came], truth, came):
        people = [truth.asked[text] for text in truth.asked if text in texts]
        found |= dict(zip(texts, sorted(people, key=by) if by else people, strict=True))
    return found


def _aligned(rows: dict[tuple[str, str], int], truth: dict[str, int]) -> Guesses:
    """Give the k-th new row of a survey to the k-th who answered it, theft by theft."""
    groups: dict[tuple[str, int], list[str]] = {}
    for (survey, who), number in rows.items():
        if f"{survey}:{who}" in truth:
            groups.setdefault((survey, number), []).append(f"{survey}:{who}")
    found: Guesses = {}
    for keys in groups.values():
        people = [who for key, who in truth.items() if key in keys]
        found |= dict(zip(keys, people, strict=True))
    return found
