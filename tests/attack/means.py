"""The attacker: one small function for each means of finding out who asked and who voted.

Each returns guesses: who asked a text, or who stands behind a hash. Where a means has the order of
the questions, the attacker is even told who asked, in the order of asking, and only has to match.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

from nacl.encoding import HexEncoder
from nacl.hash import blake2b

from tests.attack.evidence import Evidence, Truth
from tests.attack.sqlite_file import DatabaseFile, Record, Value, strings

Guesses = dict[str, int]

ID, TEXT = 0, 3
"""Columns of a question."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Means(NamedTuple):
    """A means, how it is called in the table, and whether it matches an order with another."""

    name: str
    find: Callable[[Evidence, Truth, Random], Guesses]
    matches: bool = False


def databases(evidence: Evidence) -> list[DatabaseFile]:
    """Return every database file that was stolen, the newest first."""
    found = []
    for files in reversed(evidence.files):
        found += [files.newest, files.copy]
    return found


def ids(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Look in all rows that hold a question for a column that names people most."""
    known = {str(number): each for each, number in evidence.ids.items()}
    known |= {str(each): each for each in evidence.people}
    columns: dict[tuple[str, int], Guesses] = {}
    for file in databases(evidence):
        for name in file.tables():
            for record in file.table(name):
                about = _about(record, truth)
                for column, value in enumerate(record.values) if about else ():
                    if str(value) in known:
                        found = columns.setdefault((name, column), {})
                        found.setdefault(str(about), known[str(value)])
    return max(columns.values(), key=lambda found: len(set(found.values())), default={})


def logs(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Look for lines that name a question and a chat."""
    return _together(evidence, truth, evidence.logs)


def left_over(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Look for a question and a person side by side in free pages and old frames."""
    parts = []
    for files in evidence.files:
        file = DatabaseFile(files.database)
        parts += [text for part in file.left_over() for text in strings(part)]
        parts += strings(files.wal) + strings(files.shm)
    return _together(evidence, truth, parts)


def file_order(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Match the order in which rows seem to have come with the order of asking."""
    best: list[str] = []
    for file in databases(evidence):
        rows = file.order_of("question")
        texts = [str(r.values[TEXT]) for r in rows if str(r.values[TEXT]) in truth.asked]
        best = max(best, texts, key=len)
    return _in_order(best, truth)


def row_order(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Match the row ids of whatever names a question with the order of asking."""
    best: list[str] = []
    for file in databases(evidence):
        for name in file.tables():
            rows = sorted((r.rowid, _about(r, truth)) for r in file.table(name) if r.rowid)
            best = max(best, list(dict.fromkeys(text for _, text in rows if text)), key=len)
    return _in_order(best, truth)


def row_times(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Take whoever has the newest time in their row that is older than one beside a question."""
    ends: dict[str, str] = {}
    acts: set[tuple[str, int]] = set()
    for file in databases(evidence):
        for name in file.tables():
            for record in file.table(name):
                times = [v for v in record.values if isinstance(v, str) and _TIME.fullmatch(v)]
                who = next((v for v in record.values if v in evidence.people), None)
                text = _about(record, truth)
                acts |= {(moment, int(str(who))) for moment in times if who}
                if text and times:
                    ends[text] = min(*times, ends.get(text, "9"))
    before = {text: [act for act in acts if act[0] <= end] for text, end in ends.items()}
    return {text: max(some)[1] for text, some in before.items() if some}


def changes(evidence: Evidence, truth: Truth, rng: Random) -> Guesses:
    """Take somebody whose rows changed between the same two thefts as a question came."""
    found: Guesses = {}
    seen = [files.newest for files in evidence.files]
    for before, after in pairwise(seen):
        was, now = rows_of_people(evidence, before), rows_of_people(evidence, after)
        changed = sorted(who for who in was.keys() & now.keys() if was[who] != now[who])
        new = {r.values[TEXT] for r in after.table("question")}
        new -= {r.values[TEXT] for r in before.table("question")}
        found |= {text: rng.choice(changed) for text in truth.asked if text in new and changed}
    return found


def wal_order(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Read in the WAL's diary in which order questions came."""
    told: list[str] = []
    for commit in diary_of(evidence):
        texts = [str(v[TEXT]) for v in commit if len(v) > TEXT and str(v[TEXT]) in truth.asked]
        told += [text for text in texts if text not in told]
    return _in_order(told, truth)


def wal_neighbours(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Take whoever is named in the commit nearest to a question's."""
    found: Guesses = {}
    for commit, who in named_beside(evidence):
        texts = {str(v[TEXT]) for v in commit if len(v) > TEXT}
        found |= {text: who for text in truth.asked if text in texts and text not in found}
    return found


def times(evidence: Evidence, truth: Truth, rng: Random) -> Guesses:
    """Take somebody who used their phone shortly before the staff first saw a question."""
    found: Guesses = {}
    for text in truth.asked:
        seen = [moment for moment, shown in evidence.chats if text[:30] in shown]
        if seen:
            before = [who for moment, who in evidence.acts if moment <= min(seen)]
            late = [
                who
                for moment, who in evidence.acts
                if min(seen) - timedelta(seconds=100) <= moment <= min(seen)
            ]
            found[text] = rng.choice(late) if late else before[-1]
    return found


def last_act(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Take whoever used their phone last before the staff first saw a question."""
    found: Guesses = {}
    acts = sorted(evidence.acts, key=lambda act: act[0])  # at one moment as they came
    for text in truth.asked:
        seen = [moment for moment, shown in evidence.chats if text[:30] in shown]
        before = [act for act in acts if seen and act[0] <= min(seen)]
        if before:
            found[text] = before[-1][1]
    return found


def exports(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Match the order of the exported rows with the order of asking."""
    (text, *_) = [content.decode("utf-8", "replace") for content in evidence.exports]
    order = sorted((each for each in truth.asked if each in text), key=text.index)
    return _in_order(order, truth)


def joiners(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Match the order of the questions' ids with the order in which people joined."""
    order = sorted(truth.asked, key=truth.numbers.__getitem__)
    askers = sorted(truth.asked.values(), key=evidence.joined.index)
    return dict(zip(order, askers, strict=True))


def vote_hashes(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Try hashes of everybody, without a key and with an empty one, on every vote."""
    found: Guesses = {}
    for question, voter in _votes(evidence):
        for person in evidence.people:
            if voter in hashes(question, person):
                found[f"{question}:{voter}"] = person
    del truth
    return found


def vote_order(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Match the order of a question's votes in the file with the order of voting."""
    found: Guesses = {}
    votes = _votes(evidence)
    for number in truth.numbers.values():
        cast = [voter for question, voter in votes if question == number]
        people = [person for question, person in truth.voted if question == number]
        found |= {f"{number}:{v}": p for v, p in zip(cast, people, strict=False)}
    return found


def vote_neighbours(evidence: Evidence, _truth: Truth, _rng: Random) -> Guesses:
    """Take whoever is named in the commit nearest to a vote."""
    found: Guesses = {}
    votes = _votes(evidence)
    for commit, who in named_beside(evidence):
        found |= {f"{q}:{v}": who for q, v in votes if any((q, v) == each[:2] for each in commit)}
    return found


def same_voters(evidence: Evidence, _truth: Truth, _rng: Random) -> int:
    """Count the hashes that stand under more than one question."""
    voters = [voter for _, voter in _votes(evidence)]
    return len(voters) - len(set(voters))


QUESTIONS = [
    Means("numbers in rows", ids),
    Means("log lines", logs),
    Means("free pages, old frames", left_over),
    Means("order in the file", file_order, matches=True),
    Means("order of row ids", row_order, matches=True),
    Means("times in rows", row_times),
    Means("rows changed between thefts", changes),
    Means("order in the WAL", wal_order, matches=True),
    Means("neighbours in the WAL", wal_neighbours),
    Means("staff's messages, a minute", times),
    Means("staff's messages, last act", last_act),
    Means("order of the export", exports, matches=True),
    Means("ids against joining", joiners, matches=True),
]
VOTES = [
    Means("votes: hashes without the key", vote_hashes),
    Means("votes: order in the file", vote_order, matches=True),
    Means("votes: neighbours in the WAL", vote_neighbours),
]


def _about(record: Record, truth: Truth) -> str | None:
    """Return the text of the one question that a record holds or names."""
    said = {value for value in record.values if isinstance(value, str)}
    together = "\n".join(said)
    about = [t for t, i in truth.numbers.items() if t in said or i in together]
    return about[0] if len(about) == 1 else None


def rows_of_people(evidence: Evidence, file: DatabaseFile) -> dict[int, list[str]]:
    """Return everything that names somebody by either number, ordered, without what names many."""
    known = {number: each for each, number in evidence.ids.items()}
    found: dict[int, list[str]] = {}
    for table, column in (("participant", 1), ("star", 0), ("conversation", 0)):
        for record in file.table(table):
            number = record.rowid if table == "conversation" else record.values[column]
            if isinstance(number, int):
                found.setdefault(known.get(number, number), []).append(f"{table} {record.values}")
    return {who: sorted(said) for who, said in found.items()}


def named_beside(evidence: Evidence) -> list[tuple[list[tuple[Value, ...]], int]]:
    """Return each commit of the diary with the Telegram id in it, or in the nearest that has one.

    Those that hold one themselves come first. Smaller numbers may be counts.
    """
    commits = diary_of(evidence)
    numbers = [[v for record in c for v in record if isinstance(v, int)] for c in commits]
    named = [[v for v in some if v in evidence.people] for some in numbers]
    places = [place for place, people in enumerate(named) if people]
    if not places:
        return []
    nearest = [min((abs(at - here), at) for at in places)[1] for here in range(len(named))]
    order = sorted(range(len(named)), key=lambda here: nearest[here] != here)
    return [(commits[here], named[nearest[here]][0]) for here in order]


def _together(evidence: Evidence, truth: Truth, parts: Iterable[str]) -> Guesses:
    """Guess where a person's number stands in the same piece of text as a question."""
    found: Guesses = {}
    people = {str(each): each for each in evidence.people}
    for part in dict.fromkeys(parts):
        about = [t for t, i in truth.numbers.items() if t in part or i in part]
        if len(about) != 1:
            continue
        who = [each for number, each in people.items() if number in part]
        if len(who) == 1:
            found.setdefault(about[0], who[0])
    return found


def _in_order(texts: Sequence[str], truth: Truth) -> Guesses:
    """Give the k-th text to the k-th asker of those that are left."""
    askers = [truth.asked[text] for text in truth.asked if text in texts]
    return dict(zip(texts, askers, strict=True))


def diary_of(evidence: Evidence) -> list[list[tuple[Value, ...]]]:
    """Return the WAL's diary at each theft; where a later one only goes on, that one."""
    later = [*evidence.files[1:], None]
    return [
        entry
        for files, then in zip(evidence.files, later, strict=True)
        if then is None or then.database != files.database or not then.wal.startswith(files.wal)
        for entry in files.diary
    ]


def _votes(evidence: Evidence) -> list[tuple[str, str]]:
    rows: list[Record] = evidence.files[-1].newest.order_of("upvote")
    return [(str(each.values[0]), str(each.values[1])) for each in rows]


def hashes(question: str, person: int) -> set[str]:
    found = set()
    for said in (
        f"{person}",
        f"{question}:{person}",
        f"{question}{person}",
        f"{person}:{question}",
    ):
        data = said.encode()
        for name in ("md5", "sha1", "sha256", "blake2b"):
            digest = hashlib.new(name, data).hexdigest()
            found |= {digest, digest[:32]}
        for key in (b"", bytes(32)):
            found.add(blake2b(data, digest_size=16, key=key, encoder=HexEncoder).decode())
    return found
