"""What is different between two versions of the agenda."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.services import changes
from storage.models import ChangeKind, Plan, Room, Session, SessionStatus, Text

Edit = Callable[[Session], Session]

MINUTE = timedelta(minutes=1)
FOYER = Room("foyer", Text("សាលមុខ", "Foyer"))


def changed(**values: Any) -> Edit:
    return lambda session: replace(session, **values)


def confirmed(session: Session) -> Session:
    cast = tuple(replace(part, confirmed=True) for part in session.speakers)
    return replace(session, speakers=cast)


def with_biographies(session: Session) -> Session:
    cast = tuple(
        replace(part, speaker=replace(part.speaker, biography=Text("អំពី", "About")))
        for part in session.speakers
    )
    return replace(session, speakers=cast)


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        (changed(), None),
        (changed(sequence=7), None),
        (lambda its: replace(its, ends_at=its.ends_at + MINUTE), [ChangeKind.MOVED]),
        (changed(room=FOYER), [ChangeKind.REHOUSED]),
        (changed(room=None), [ChangeKind.REHOUSED]),
        (changed(title=Text("ថ្មី", "New")), [ChangeKind.RENAMED]),
        (changed(speakers=()), [ChangeKind.RECAST]),
        (confirmed, [ChangeKind.RECAST]),
        (with_biographies, [ChangeKind.DETAILS]),
        (lambda its: confirmed(with_biographies(its)), [ChangeKind.RECAST]),
        (changed(description=Text("អំពី", "About")), [ChangeKind.DETAILS]),
        (changed(optional=True), [ChangeKind.DETAILS]),
        (changed(status=SessionStatus.CANCELLED, room=FOYER), [ChangeKind.CANCELLED]),
        (
            changed(room=None, title=Text("ថ្មី", "New"), qa_open=False),
            [ChangeKind.REHOUSED, ChangeKind.RENAMED, ChangeKind.DETAILS],
        ),
    ],
)
def test_what_is_different_about_a_session(
    built_in: Plan, edit: Edit, kinds: list[ChangeKind] | None
) -> None:
    panel = built_in.sessions[5]
    after = edit(panel)
    found = changes.between([panel], [after])
    assert [(each.before, each.after, list(each.kinds)) for each in found] == (
        [] if kinds is None else [(panel, after, kinds)]
    )


def test_coming_going_and_coming_back(built_in: Plan) -> None:
    panel = built_in.sessions[5]
    off = replace(panel, status=SessionStatus.CANCELLED)
    moved_off = replace(off, room=FOYER)

    def kinds(before: list[Session], after: list[Session]) -> list[tuple[ChangeKind, ...]]:
        return [each.kinds for each in changes.between(before, after)]

    assert kinds([], [panel]) == [(ChangeKind.ADDED,)]
    assert kinds([], [off]) == []
    assert kinds([off], [moved_off]) == []
    assert kinds([off], [replace(panel, room=FOYER)]) == [
        (ChangeKind.RESTORED, ChangeKind.REHOUSED)
    ]
    assert kinds([panel], []) == []


def test_changes_stand_in_the_order_of_the_new_times(built_in: Plan) -> None:
    panel, lunch = built_in.sessions[5:7]
    later = replace(panel, starts_at=lunch.ends_at, ends_at=lunch.ends_at + MINUTE)
    found = changes.between([panel, lunch], [later, replace(lunch, title=Text("ថ្មី", "New"))])
    assert [each.after.id for each in found] == ["lunch-break", "panel"]


def test_only_what_changed_counts_one_more(built_in: Plan) -> None:
    first, second, *others = built_in.sessions
    new = replace(first, id="new", sequence=9)
    before = replace(built_in, sessions=(replace(first, sequence=4), second, *others))
    after = replace(
        built_in, sessions=(replace(first, room=None), replace(second, sequence=5), new, *others)
    )
    numbered = changes.numbered(before, after)
    assert [each.sequence for each in numbered.sessions] == [5, 0, 0] + [0] * len(others)


def test_the_event_itself(built_in: Plan) -> None:
    event = built_in.event
    assert not changes.event_differs(
        built_in, replace(built_in, event=replace(event, file_hash="other"), rooms=())
    )
    assert changes.event_differs(built_in, replace(built_in, event=replace(event, capacity=None)))
