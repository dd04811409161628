"""Every SQL text stays in the subset that another database understands too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database

ROOT = Path(__file__).parents[2]
SQL = re.compile(
    r"\s*(SELECT\s|INSERT\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s|DROP\s|ALTER\s|WITH\s|REPLACE\s)"
)
# How this database is opened and copied: the adapter that another database would replace.
ADAPTER = {"storage/database.py", "storage/migrate.py"}

# A row of these tables must not say when it came, as a row id would. Another database has none to
# begin with: there the two words are left out, so a migration may have them at a table's end.
ANONYMOUS = {
    *("question", "upvote", "report", "way_back", "answer", "question_pass", "question_handed"),
    *("participation", "response_draft", "waiting_response", "response"),
    *("shown_item", "complete_survey"),
}
WITHOUT_ROWID = re.compile(r"\) WITHOUT ROWID;")

FOREIGN = {
    "INSERT OR": r"\bINSERT\s+OR\b",
    "REPLACE": r"^\s*REPLACE\b",
    "AUTOINCREMENT": r"\bAUTOINCREMENT\b",
    "the database's own clock": (
        r"\b(datetime|date|time|julianday|strftime|unixepoch)\s*\(|\bCURRENT_"
    ),
    "a function of SQLite": (
        r"\b(ifnull|iif|group_concat|printf|json_\w+|total|glob|last_insert_rowid)\s*\("
    ),
    "rowid": r"\b(rowid|WITHOUT\s+ROWID|STRICT)\b",
    "NOCASE, GLOB": r"\b(NOCASE|GLOB|REGEXP)\b",
    "PRAGMA": r"\bPRAGMA\b",
    "sqlite_master": r"\bsqlite_",
    "a parameter without a number": r"\?(?!\d|\{)",
    "a named parameter": r"[:@$][a-z_]+\b",
    "another quotation mark than '": r"[\"`\[\]]",
    "==": r"==",
}


def texts(path: Path) -> Iterator[str]:
    """Give every string of a module; a value filled in reads {}."""
    tree = ast.parse(path.read_text("utf-8"))
    filled = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(part) for node in filled for part in node.values}
    for node in filled:
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and id(part) not in inside:
            yield str(part.value)


def statements() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "storage").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in ADAPTER:
            yield from ((name, text) for text in texts(path) if SQL.match(text))
    for path in sorted((ROOT / "storage" / "migrations").glob("*.sql")):
        sql = re.sub(r"--.*", "", path.read_text("utf-8"))
        yield path.relative_to(ROOT).as_posix(), WITHOUT_ROWID.sub(");", sql)


def foreign(sql: str) -> list[str]:
    return [name for name, form in FOREIGN.items() if re.search(form, sql, re.IGNORECASE)]


def test_no_statement_goes_beyond_the_portable_subset() -> None:
    found = [(where, sql, foreign(sql)) for where, sql in statements()]
    assert [each for each in found if each[2]] == []


def test_the_scan_sees_the_statements() -> None:
    seen = [where for where, _ in statements()]
    assert {where for where in seen if where.endswith(".py")} == {
        f"storage/{noun}.py"
        for noun in (
            "agenda",
            "agenda_drafts",
            "agenda_imports",
            "agenda_versions",
            "announcements",
            "answers",
            "audiences",
            "check_ins",
            "conversations",
            "deliveries",
            "event_file",
            "given_numbers",
            "guests",
            "handed",
            "key_marks",
            "invitations",
            "linked_chats",
            "notices",
            "organisations",
            "outbox",
            "overview",
            "participants",
            "progress",
            "purging",
            "qa_rules",
            "questions",
            "recipients",
            "reminders",
            "responses",
            "roles",
            "shown_answers",
            "stage",
            "stars",
            "surveys",
            "upvotes",
            "walk_ins",
            "ways_back",
        )
    }
    assert len(seen) > 40


async def test_only_anonymous_tables_have_no_row_ids(empty_db: Database) -> None:
    rows = await empty_db.all("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    assert {row["name"] for row in rows if WITHOUT_ROWID.search(f"{row['sql']};")} == ANONYMOUS
    assert [row["name"] for row in rows if len(re.findall("ROWID", row["sql"])) > 1] == []


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("INSERT OR REPLACE INTO a VALUES (?1)", "INSERT OR"),
        ("SELECT datetime('now')", "the database's own clock"),
        ("SELECT a FROM b WHERE c = ?", "a parameter without a number"),
        ("SELECT a FROM b WHERE c = :c", "a named parameter"),
        ("CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT)", "AUTOINCREMENT"),
        ("CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID", "rowid"),
    ],
)
def test_the_scan_would_find(sql: str, name: str) -> None:
    assert SQL.match(sql)
    assert foreign(sql) == [name]


def test_sql_stands_in_storage_only() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), text)
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for text in texts(path)
        if SQL.match(text)
    ]
    assert found == []
