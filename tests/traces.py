"""Something about people in every table that is emptied at the end; the search for its bytes."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from storage.codec import encode
from storage.database import Database, Values
from storage.models import Survey, Text

IDS = (1_234_567_891, 7_301_234_567_890, -1_009_876_543_210)
"""Telegram ids as SQLite keeps them in 4 and in 6 bytes, and a group's."""
TEXTS = {
    "name": "ស៊ិន សុវណ្ណារិទ្ធ",
    "latin name": "Chan Monyroth",
    "organisation": "Prey Lang Weavers",
    "position": "Loom keeper",
    "phone": "0987612345",
    "ticket": "QX7WZ2",
    "walk-in": "Keo Pisey-Walks",
    "walk-in's phone": "0971122334",
    "walk-in's code": "ZW8NPK",
    "draft": "Half Written",
    "announcement": "Please thank Mr. Borey",
    "chat's title": "Weavers of Prey Lang",
    "file": "AgACAgUAAx-trace",
    "edit": "Renamed by Dara",
    "invitation": "feed" * 16,
    "voter": "0123456789abcdef0123456789abcd01",
    "reporter": "0123456789abcdef0123456789abcd02",
    "who": "0123456789abcdef0123456789abcd03",
    "drafter": "0123456789abcdef0123456789abcd04",
    "sealed way back": "sealed-way-back-here",
    "sealed draft": "sealed-draft-here",
    "sealed response": "sealed-response-here",
    "declined question": "Is Mr. Sok of 12 Street 310 in?",
    "what was merged into it": "Mr. Sok, Street 310?",
}
SURVEY = Survey(
    Text("ការស្ទង់មតិ", "Survey"),
    Text("សូមឆ្លើយ", "Please answer"),
    "closing",
    datetime(2025, 7, 10, tzinfo=UTC),
    (),
    (),
)
AT = "2025-07-03T01:20:00Z"


async def leave(db: Database) -> None:
    """Put a row into every table that is emptied, and questions declined for personal data."""
    t = TEXTS
    rows: list[tuple[str, Values]] = [
        ("organisation (id, name, key)", (901, t["organisation"], "weavers")),
        *(
            (
                (
                    "participant (id, telegram_id, locale, role, status, joined_at, name,"
                    " organisation_id, position, phone, ticket_code)"
                ),
                (number, telegram_id, "km", role, "registered", AT, name, 901, post, phone, code),
            )
            for number, telegram_id, role, name, post, phone, code in (
                (901, IDS[0], "organiser", t["name"], t["position"], t["phone"], t["ticket"]),
                (902, IDS[1], "attendee", t["latin name"], None, None, None),
            )
        ),
        (
            "walk_in (name, phone, code, checked_in_at)",
            (t["walk-in"], t["walk-in's phone"], t["walk-in's code"], AT),
        ),
        ("check_in", (901, AT)),
        ("star", (901, "panel")),
        ("reminder_rule", (901, "all", 10, 0, 1)),
        ("conversation", (IDS[1], "name", f'{{"name":"{t["draft"]}"}}', None, AT)),
        ("linked_chat", (901, IDS[2], t["chat's title"], "km", 901, AT, None)),
        (
            (
                "delivery (dedupe_key, participant_id, kind, subject, priority, status, due_at,"
                " expires_at, attempts, changed_at)"
            ),
            ("trace", 901, "morning", "2025-07-03", "normal", "sent", AT, AT, 1, AT),
        ),
        (
            (
                "announcement (author_id, status, text_en, khmer_only, file_id, audience,"
                " audience_value, priority, revision, created_at)"
            ),
            (901, "draft", t["announcement"], 0, t["file"], "all", "", "normal", 1, AT),
        ),
        ("progress", ("announcement", "1", IDS[0], 77, 0, "1 2")),
        (
            "invitation (code_hash, kind, created_by, created_at, expires_at)",
            (t["invitation"], "claim", 901, AT, AT),
        ),
        ("agenda_draft", (901, 1, 1, f'["{t["edit"]}"]', AT)),
        ("agenda_import", ("hash", f'["{t["edit"]}"]', AT)),
        ("upvote", ("kept", t["voter"])),
        ("report", ("kept", t["reporter"])),
        ("way_back", ("kept", t["sealed way back"].encode())),
        ("question_handed", (901, "kept")),
        ("participation", ("workshop", t["who"])),
        ("response_draft", (t["drafter"], t["sealed draft"].encode())),
        ("waiting_response", ("workshop", "w", t["sealed response"].encode())),
        *(
            (
                (
                    "question (id, session_id, text, edited, status, released, reason, merged_into,"
                    " spot, votes, recount, reports, seen, decided_by)"
                ),
                (name, "panel", text, 0, status, 1, reason, into, "none", 0, 1, 0, 1, 901),
            )
            for name, text, status, reason, into in (
                ("kept", "How much does it cost?", "approved", None, None),
                ("gone", t["declined question"], "rejected", "personal", None),
                ("also", t["what was merged into it"], "rejected", "repeated", "gone"),
            )
        ),
        ("answer", ("gone", "thy-try", t["declined question"], None)),
        ("question_pass", ("gone", "thy-try")),
        ("question_pass", ("kept", "thy-try")),
        ("response", ("workshop", "", "r", "*", "", 1)),
        ("shown_item", ("workshop", "overall", 5)),
        ("complete_survey", ("feedback:panel",)),
        ("stage", (1, "panel", AT, None, 901)),
        ("feedback_rule", (1, 1)),
        ("survey", (1, encode(SURVEY), AT, None)),
    ]
    async with db.transaction() as tx:
        await tx.all("DELETE FROM survey")  # the event's own may be there
        for into, values in rows:
            numbers = ", ".join(f"?{n}" for n in range(1, len(values) + 1))
            await tx.all(f"INSERT INTO {into} VALUES ({numbers})", values)
        await tx.all("UPDATE agenda_version SET published_by = 901")


def found(
    folder: Path, texts: Mapping[str, str] = TEXTS, ids: Iterable[int] = IDS
) -> dict[str, list[str]]:
    """Return what of these is in which files of a folder, free pages and all."""
    forms = {name: [text.encode(), *_wide(text)] for name, text in texts.items()}
    forms |= {str(each): list(_forms(each)) for each in ids}
    files = {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    hits = {
        name: [file for file, content in files.items() if any(each in content for each in written)]
        for name, written in forms.items()
    }
    return {name: where for name, where in hits.items() if where}


def _wide(text: str) -> list[bytes]:
    return [text.encode("utf-16-le"), text.encode("utf-16-be")]


def _forms(number: int) -> Iterable[bytes]:
    """Give an id as text and as SQLite writes integers: in records, and as a row's number."""
    yield str(number).encode()
    for size in (4, 6, 8):
        if -(1 << (8 * size - 1)) <= number < 1 << (8 * size - 1):
            yield number.to_bytes(size, "big", signed=True)
    if number > 0:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        yield bytes(reversed(groups))
