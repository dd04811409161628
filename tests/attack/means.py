"""The attacker: one small function for each means of finding out who asked and who voted.

Each returns guesses: who asked a text, or who stands behind a hash. Where a means has the order of
the questions, the attacker is even told who asked, in the order of asking, and only has to match.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from random import Random
from typing import NamedTuple

from nacl.encoding import HexEncoder
from nacl.hash import blake2b

from tests.attack.day import Evidence, Truth
from tests.attack.sqlite_file import DatabaseFile, Record, Value, strings
from tests.attack.sqlite_wal import current, diary

Guesses = dict[str, int]

ID, TEXT = 0, 3
"""Columns of a question."""


class Means(NamedTuple):
    """A means, and how it is called in the table."""

    name: str
    find: Callable[[Evidence, Truth, Random], Guesses]


def databases(evidence: Evidence) -> list[DatabaseFile]:
    """Return every database file that was stolen, the newest first."""
    found = []
    for files in reversed(evidence.files):
        found += [current(files.database, files.wal), DatabaseFile(files.backup)]
    return found


def ids(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Look for a person's number in any row that holds a question's text or id."""
    known = {str(each): each for each in evidence.people}
    known |= {f"#{number}": each for each, number in evidence.ids.items()}
    found: Guesses = {}
    for file in databases(evidence):
        for name in set(file.roots()) - {"sqlite_schema"}:
            for record in file.table(name):
                about = [t for t, i in truth.numbers.items() if _holds(record.values, t, i)]
                who = [known[str(v)] for v in record.values if str(v) in known]
                if len(about) == 1 and who:
                    found.setdefault(about[0], who[0])
    return found


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


def wal_order(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Read in the WAL's diary in which order questions came."""
    told: list[str] = []
    for commit in _diary(evidence):
        texts = [str(v[TEXT]) for v in commit if len(v) > TEXT and str(v[TEXT]) in truth.asked]
        told += [text for text in texts if text not in told]
    return _in_order(told, truth)


def wal_neighbours(evidence: Evidence, truth: Truth, _rng: Random) -> Guesses:
    """Take whoever is named in the commit nearest to a question's."""
    known = {number: each for each, number in evidence.ids.items()}
    known |= {each: each for each in evidence.people}
    commits = _diary(evidence)
    named = [[known[v] for r in c for v in r if isinstance(v, int) and v in known] for c in commits]
    found: Guesses = {}
    for place, commit in enumerate(commits):
        for text in truth.asked:
            if any(len(v) > TEXT and v[TEXT] == text for v in commit):
                near = sorted(range(len(commits)), key=lambda at, here=place: abs(at - here))  # type: ignore[misc]  # a default binds it
                who = next((named[at][0] for at in near[:5] if named[at]), None)
                if who is not None:
                    found.setdefault(text, who)
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
    """Take whoever used their phone last before a row about the question says that it was there."""
    found: Guesses = {}
    for text in truth.asked:
        seen = [moment for moment, shown in evidence.chats if text[:30] in shown]
        before = [who for moment, who in evidence.acts if seen and moment <= min(seen)]
        if before:
            found[text] = before[-1]
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
            if voter in _hashes(question, person):
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


def same_voters(evidence: Evidence, _truth: Truth, _rng: Random) -> int:
    """Count the hashes that stand under more than one question."""
    voters = [voter for _, voter in _votes(evidence)]
    return len(voters) - len(set(voters))


QUESTIONS = [
    Means("numbers in rows", ids),
    Means("log lines", logs),
    Means("free pages, old frames", left_over),
    Means("order in the file", file_order),
    Means("order in the WAL", wal_order),
    Means("neighbours in the WAL", wal_neighbours),
    Means("staff's messages, a minute", times),
    Means("staff's messages, last act", last_act),
    Means("order of the export", exports),
    Means("ids against joining", joiners),
]
VOTES = [Means("hashes without the key", vote_hashes), Means("order of votes", vote_order)]


def _holds(values: Sequence[Value], text: str, number: str) -> bool:
    return any(v == text or (isinstance(v, str) and number in v) for v in values)


def _together(evidence: Evidence, truth: Truth, parts: Iterable[str]) -> Guesses:
    """Guess where a person's number stands in the same piece of text as a question."""
    found: Guesses = {}
    for part in parts:
        about = [t for t, i in truth.numbers.items() if t in part or i in part]
        who = [each for each in evidence.people if str(each) in part]
        if len(about) == 1 and len(who) == 1:
            found.setdefault(about[0], who[0])
    return found


def _in_order(texts: Sequence[str], truth: Truth) -> Guesses:
    """Give the k-th text to the k-th asker of those that are left."""
    askers = [truth.asked[text] for text in truth.asked if text in texts]
    return dict(zip(texts, askers, strict=True))


def _diary(evidence: Evidence) -> list[list[tuple[Value, ...]]]:
    return [e for f in evidence.files for e in diary(DatabaseFile(f.database), f.wal)]


def _votes(evidence: Evidence) -> list[tuple[str, str]]:
    newest = evidence.files[-1]
    rows: list[Record] = current(newest.database, newest.wal).order_of("upvote")
    return [(str(each.values[0]), str(each.values[1])) for each in rows]


def _hashes(question: str, person: int) -> set[str]:
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
