-- Roles, the outbox whole, reminders, the live agenda, the stage, announcements, linked chats.

ALTER TABLE participant ADD COLUMN speaker_id TEXT;  -- the agenda's speaker who this person is
ALTER TABLE participant ADD COLUMN quiet_until TEXT;  -- until then nothing that is not urgent

CREATE INDEX participant_by_role ON participant (role);
CREATE INDEX participant_by_speaker ON participant (speaker_id);
CREATE INDEX star_by_session ON star (session_id, participant_id);

ALTER TABLE session ADD COLUMN status TEXT NOT NULL DEFAULT 'scheduled';
ALTER TABLE session ADD COLUMN optional INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;  -- RFC 5545, SEQUENCE

-- Links that grant something: only the hash of their code is here.

CREATE TABLE invitation (
    id          INTEGER PRIMARY KEY,
    code_hash   TEXT NOT NULL UNIQUE,  -- SHA-256, hex
    kind        TEXT NOT NULL,
    role        TEXT,
    speaker_id  TEXT,
    created_by  INTEGER REFERENCES participant (id) ON DELETE SET NULL,
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    used_at     TEXT,
    used_by     INTEGER REFERENCES participant (id) ON DELETE SET NULL,
    revoked_at  TEXT
);

-- Groups and channels that get announcements and changes too.

CREATE TABLE linked_chat (
    id          INTEGER PRIMARY KEY,
    chat_id     INTEGER NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    language    TEXT NOT NULL,
    linked_by   INTEGER REFERENCES participant (id) ON DELETE SET NULL,
    linked_at   TEXT NOT NULL,
    lost_since  TEXT
);

-- The outbox: its recipient is a participant or a linked chat.

CREATE TABLE delivery_of_either (
    id              INTEGER PRIMARY KEY,
    dedupe_key      TEXT NOT NULL UNIQUE,
    participant_id  INTEGER REFERENCES participant (id) ON DELETE CASCADE,
    linked_chat_id  INTEGER REFERENCES linked_chat (id) ON DELETE CASCADE,
    kind            TEXT NOT NULL,
    subject         TEXT NOT NULL,
    priority        TEXT NOT NULL,
    status          TEXT NOT NULL,
    due_at          TEXT NOT NULL,
    expires_at      TEXT NOT NULL,
    attempts        INTEGER NOT NULL,
    reason          TEXT,
    message_id      INTEGER,
    changed_at      TEXT NOT NULL,
    CHECK ((participant_id IS NULL) <> (linked_chat_id IS NULL))
);

INSERT INTO delivery_of_either (id, dedupe_key, participant_id, kind, subject, priority, status,
    due_at, expires_at, attempts, reason, message_id, changed_at)
SELECT id, dedupe_key, participant_id, kind, subject, priority, status,
    due_at, expires_at, attempts, reason, message_id, changed_at
FROM delivery;

DROP TABLE delivery;
ALTER TABLE delivery_of_either RENAME TO delivery;

CREATE INDEX delivery_to_send ON delivery (status, priority, due_at, id);
CREATE INDEX delivery_to_expire ON delivery (status, expires_at);
CREATE INDEX delivery_by_participant ON delivery (participant_id, status, priority, due_at);
CREATE INDEX delivery_by_chat ON delivery (linked_chat_id, status);
CREATE INDEX delivery_by_subject ON delivery (kind, subject, status);

-- Who wants which reminders, and which reminders were queued already.

CREATE TABLE reminder_rule (
    participant_id  INTEGER PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    scope           TEXT NOT NULL,
    minutes         INTEGER NOT NULL,
    breaks          INTEGER NOT NULL,
    morning         INTEGER NOT NULL
);

CREATE INDEX reminder_rule_by_minutes ON reminder_rule (minutes, participant_id);

INSERT INTO reminder_rule (participant_id, scope, minutes, breaks, morning)
SELECT id, 'all', 10, 0, 1 FROM participant;

CREATE TABLE reminder_run (
    subject  TEXT NOT NULL,     -- a session and its start, or a day
    minutes  INTEGER NOT NULL,  -- how long before; 0 for the morning overview
    PRIMARY KEY (subject, minutes)
);

-- The agenda as it was published, each time whole; what organisers are changing; edited files.

CREATE TABLE agenda_version (
    number        INTEGER PRIMARY KEY,
    plan          TEXT NOT NULL,  -- JSON, storage.models.Plan
    published_at  TEXT NOT NULL,
    published_by  INTEGER REFERENCES participant (id) ON DELETE SET NULL
);

CREATE TABLE agenda_draft (
    participant_id  INTEGER PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    base_version    INTEGER NOT NULL,
    revision        INTEGER NOT NULL,
    edits           TEXT NOT NULL,  -- JSON, a list of storage.models.Edit
    updated_at      TEXT NOT NULL
);

CREATE TABLE agenda_import (
    file_hash    TEXT PRIMARY KEY,
    plan         TEXT NOT NULL,  -- JSON, storage.models.Plan
    received_at  TEXT NOT NULL
);

-- What is really on, where an organiser said so; without a row the clock says it.

CREATE TABLE stage (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    session_id  TEXT NOT NULL,
    since       TEXT NOT NULL,
    renewed_at  TEXT,  -- when they last said so again
    set_by      INTEGER REFERENCES participant (id) ON DELETE SET NULL
);

CREATE TABLE check_in (
    participant_id  INTEGER PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    checked_in_at   TEXT NOT NULL
);

CREATE TABLE announcement (
    id               INTEGER PRIMARY KEY,
    author_id        INTEGER REFERENCES participant (id) ON DELETE SET NULL,
    status           TEXT NOT NULL,
    text_km          TEXT,
    text_en          TEXT,
    khmer_only       INTEGER NOT NULL,
    media_kind       TEXT,
    file_id          TEXT,
    audience         TEXT NOT NULL,
    audience_value   TEXT NOT NULL,
    priority         TEXT NOT NULL,
    due_at           TEXT,     -- NULL: as soon as it is confirmed
    revision         INTEGER NOT NULL,
    correction_km    TEXT,     -- a new wording, until it is confirmed
    correction_en    TEXT,
    created_at       TEXT NOT NULL,
    confirmed_at     TEXT
);

CREATE INDEX announcement_by_status ON announcement (status, id);

-- The organisers' messages that show how a broadcast goes on.

CREATE TABLE progress (
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    chat_id     INTEGER NOT NULL,
    message_id  INTEGER NOT NULL,
    over        INTEGER NOT NULL,
    shown       TEXT NOT NULL,  -- the numbers that it shows
    PRIMARY KEY (kind, subject, chat_id)
);

CREATE INDEX progress_under_way ON progress (over);
