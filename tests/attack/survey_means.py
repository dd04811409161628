"""The attacker of surveys: who wrote an answer, who took part, which answers are one person's.

Each means returns guesses. Where one has an order, the attacker is even told who wrote the texts
that came between two thefts, in the order of sending, and only has to match.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from random import Random
from typing import NamedTuple

from bot.services.survey_ids import WORKSHOP
from storage.models import DeliveryStatus
from tests.attack import means
from tests.attack.evidence import Evidence, Files, SurveyTruth
from tests.attack.means import Guesses
from tests.attack.sqlite_file import Value

TEXT = 4
"""Column of a `response`."""
LONGEST, NEAR = 6, 3
"""So many of the longest texts are looked for in drafts; so near rows may be one person's."""
Pairs = dict[str, str]
Commit = list[tuple[Value, ...]]


class Means(NamedTuple):
    """A means, how it is called in the table, and whether it matches an order with another."""

    name: str
    find: Callable[[Evidence, SurveyTruth, Random], Guesses]
    matches: bool = False
    drafts: bool = False
    """Whether it goes by drafts, so that a blind guess is one of those who have one."""


class Pairing(NamedTuple):
    """A means of finding the other answer of whoever wrote one."""

    name: str
    find: Callable[[Evidence, SurveyTruth], Pairs]


def arrivals(evidence: Evidence, truth: SurveyTruth) -> dict[str, int]:
    """Say in which theft each text is found first among the answers."""
    found: dict[str, int] = {}
    for number, files in enumerate(evidence.files):
        for record in files.newest.table("response"):
            if record.values[TEXT] in truth.items:
                found.setdefault(str(record.values[TEXT]), number)
    return found


def group_of(text: str, truth: SurveyTruth, came: dict[str, int]) -> tuple[object, ...]:
    """Say which texts can be taken for one another: to one item, new between the same thefts."""
    return (*truth.items[text], came.get(text))


def file_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order in which the rows seem to have come with the order of sending."""
    return _matched(_in_file(evidence, truth), evidence, truth)


def id_order(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order of the answers' ids with the order of sending."""
    return _matched(_by_id(truth), evidence, truth)


def joiners(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Match the order of the answers' ids with the order in which people joined."""
    return _matched(_by_id(truth), evidence, truth, by=evidence.joined.index)


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
    told = [text for commit in means.diary_of(evidence) for text in _texts(commit, truth)]
    return _matched(list(dict.fromkeys(told)), evidence, truth)


def wal_neighbours(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Take whoever is named in the commit nearest to an answer's."""
    found: Guesses = {}
    for commit, who in means.named_beside(evidence):
        found |= {text: who for text in _texts(commit, truth) if text not in found}
    return found


def unsealed(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Read what waits or is not sent, where the hash beside it can be tried for everybody."""
    found: Guesses = {}
    people = _tried(evidence)
    beside = [
        *([record.values] for f in evidence.files for record in f.newest.table("response_draft")),
        *means.diary_of(evidence),
    ]
    for commit in beside:
        who = {people[v] for record in commit for v in record if v in people}
        content = [v if isinstance(v, bytes) else str(v).encode() for r in commit for v in r]
        if len(who) == 1:
            for text in truth.asked:
                if any(text.encode() in each for each in content):
                    found[text] = next(iter(who))
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
        text: _last(evidence, evidence.files[number].moment)
        for text, number in arrivals(evidence, truth).items()
    }


def last_act(evidence: Evidence, truth: SurveyTruth, _rng: Random) -> Guesses:
    """Take whoever used their phone last before the results showed an answer."""
    first: dict[str, datetime] = {}
    for moment, texts in evidence.screens:
        first |= {text: moment for text in texts if text not in first and text in truth.items}
    return {text: _last(evidence, moment) for text, moment in first.items()}


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
    people = _tried(evidence)
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


def same_people(evidence: Evidence) -> int:
    """Count hashes and ids that stand more than once, in any table: a person's answers joined."""
    found = 0
    for table, column in (("participation", 1), ("response", 2)):
        values = [r.values[column] for r in evidence.files[-1].newest.table(table)]
        found += len(values) - len(set(values))
    return found


def side_by_side(evidence: Evidence) -> int:
    """Count the commits in the WAL that hold a part in a survey and what waits."""
    surveys = {survey for survey, _ in rows_of(evidence, "participation")}
    found = 0
    for commit in means.diary_of(evidence):
        parts = [record for record in commit if record and record[0] in surveys]
        found += any(len(each) == 2 for each in parts) and any(len(each) > 2 for each in parts)
    return found


def lengths(evidence: Evidence) -> dict[str, set[int]]:
    """Return how long what waits is, by survey."""
    found: dict[str, set[int]] = {}
    for files in evidence.files:
        for record in files.newest.table("waiting_response"):
            size = len(record.values[2]) if isinstance(record.values[2], bytes) else 0
            found.setdefault(str(record.values[0]), set()).add(size)
    return found


def steps(evidence: Evidence) -> list[int]:
    """Say by how many people the results grew each time, by survey."""
    counts: list[dict[str, int]] = [{}]
    for files in evidence.files:
        counted = Counter(str(v[0]) for v in rows_in(files, "response") if v[1] == "")
        counts.append(dict(counted))
    return [
        n - before.get(survey, 0)
        for before, after in pairwise(counts)
        for survey, n in after.items()
        if n != before.get(survey, 0)
    ]


def rows_in(files: Files, table: str) -> Commit:
    """Return the rows of a table as they were stolen."""
    return [record.values for record in files.newest.table(table)]


def pairs_in_file(evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Take the answers that stand at the same place among those to their items."""
    return _paired(_in_file(evidence, truth), evidence, truth)


def pairs_by_id(evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Take the answers whose ids stand at the same place among those to their items."""
    return _paired(_by_id(truth), evidence, truth)


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
        texts = _texts(commit, truth)
        if len(texts) == 2:
            found |= {texts[0]: texts[1], texts[1]: texts[0]}
    return found


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
PAIRS = [
    Pairing("one person's: order in the file", pairs_in_file),
    Pairing("one person's: order of ids", pairs_by_id),
    Pairing("one person's: row ids", pairs_by_row),
    Pairing("one person's: in the WAL", pairs_in_wal),
]


def _texts(commit: Commit, truth: SurveyTruth) -> list[str]:
    """Return the texts of answers that a commit holds, each once."""
    said = [str(v[TEXT]) for v in commit if len(v) > TEXT and v[TEXT] in truth.items]
    return list(dict.fromkeys(said))


def _last(evidence: Evidence, moment: datetime) -> int:
    """Return who used their phone last before a moment; at one moment as they came."""
    return max((at, place, who) for place, (at, who) in enumerate(evidence.acts) if at <= moment)[2]


def _in_file(evidence: Evidence, truth: SurveyTruth) -> list[str]:
    """Return the texts theft by theft, those that are new in each in the order of its file."""
    found: dict[str, None] = {}
    for files in evidence.files:
        for record in files.newest.order_of("response"):
            if record.values[TEXT] in truth.items:
                found.setdefault(str(record.values[TEXT]))
    return list(found)


def _by_id(truth: SurveyTruth) -> list[str]:
    return sorted(truth.numbers, key=truth.numbers.__getitem__)


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
    for texts in _groups([each for each in order if each in came], truth, came):
        people = [truth.asked[text] for text in truth.asked if text in texts]
        found |= dict(zip(texts, sorted(people, key=by) if by else people, strict=True))
    return found


def _groups(order: Iterable[str], truth: SurveyTruth, came: dict[str, int]) -> list[list[str]]:
    found: dict[tuple[object, ...], list[str]] = {}
    for text in order:
        found.setdefault(group_of(text, truth, came), []).append(text)
    return list(found.values())


def _paired(order: Sequence[str], evidence: Evidence, truth: SurveyTruth) -> Pairs:
    """Pair what stands at one place; who wrote to both items between two thefts is told."""
    came = arrivals(evidence, truth)
    groups = _groups([each for each in order if each in came], truth, came)
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


def rows_of(evidence: Evidence, table: str) -> dict[tuple[str, str], int]:
    """Return survey and hash, or id, of a table's rows, and in which theft each is found first.

    In the order of the thefts, and those that are new in one in the order of its file.
    """
    found: dict[tuple[str, str], int] = {}
    for number, files in enumerate(evidence.files):
        for record in files.newest.order_of(table):
            found.setdefault((str(record.values[0]), str(record.values[1])), number)
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


def _tried(evidence: Evidence) -> dict[Value, int]:
    """Return whom each hash stands for that needs no key."""
    surveys = {str(r.values[0]) for r in evidence.files[-1].newest.table("participation")}
    return {
        each: person
        for person in evidence.people
        for survey in surveys
        for each in means.hashes(survey, person)
    }
