"""Rules that are kept by what is not there."""

import ast
from pathlib import Path

import pytest

from storage.database import Database

ROOT = Path(__file__).parents[2]
COLUMNS = {
    "question": {
        *("id", "session_id", "speaker_id", "text", "translation", "edited", "status"),
        *("released", "reason", "reason_text", "merged_into", "spot", "votes", "recount"),
        *("reports", "cleared", "seen", "decided_by", "spot_before"),
        *("votes_next", "reports_next"),
    },
    "upvote": {"question_id", "voter"},
    "report": {"question_id", "reporter"},
    "way_back": {"question_id", "sealed"},
    "answer": {"question_id", "speaker_id", "text", "translation"},
    "question_pass": {"question_id", "speaker_id"},
    "question_handed": {"participant_id", "question_id"},  # the speaker's
    "qa_rule": {"session_id", "moderation", "open"},
    "participation": {"survey_id", "who"},
    "response_draft": {"who", "sealed"},
    "waiting_response": {"survey_id", "id", "sealed"},
    "response": {"survey_id", "item_id", "id", "value", "text", "shown"},
    "shown_item": {"survey_id", "item_id", "respondents"},
    "complete_survey": {"survey_id"},
    "survey": {"id", "definition", "opened_at", "closed_at"},
    "feedback_rule": {"id", "asks"},
}
"""Every column: none for an author, a time, a language, a message; no setting of anonymity."""


@pytest.mark.parametrize("table", COLUMNS)
async def test_a_table_has_no_column_that_could_tell(empty_db: Database, table: str) -> None:
    rows = await empty_db.all(f"SELECT name FROM pragma_table_info('{table}')")

    assert {row["name"] for row in rows} == COLUMNS[table]


def test_nothing_is_forwarded_or_copied() -> None:
    called = {
        node.attr
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert {
        name for name in called if name.startswith(("forward_message", "copy_message"))
    } == set()
