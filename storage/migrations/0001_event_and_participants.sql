-- The event and its agenda, as the event file gives them.

CREATE TABLE event (
    id                TEXT PRIMARY KEY,
    title_km          TEXT NOT NULL,
    title_en          TEXT NOT NULL,
    topic_km          TEXT NOT NULL,
    topic_en          TEXT NOT NULL,
    note_km           TEXT,
    note_en           TEXT,
    first_day         TEXT NOT NULL,
    last_day          TEXT NOT NULL,
    time_zone         TEXT NOT NULL,
    venue_name_km     TEXT NOT NULL,
    venue_name_en     TEXT NOT NULL,
    venue_address_km  TEXT NOT NULL,
    venue_address_en  TEXT NOT NULL,
    latitude          REAL NOT NULL,
    longitude         REAL NOT NULL,
    contact_name_km   TEXT,
    contact_name_en   TEXT,
    contact_phone     TEXT,
    contact_email     TEXT,
    capacity          INTEGER,
    purge_on          TEXT NOT NULL,
    file_hash         TEXT NOT NULL
);

CREATE TABLE event_organiser (
    id              TEXT PRIMARY KEY,
    position        INTEGER NOT NULL,
    name_km         TEXT NOT NULL,
    name_en         TEXT NOT NULL,
    description_km  TEXT NOT NULL,
    description_en  TEXT NOT NULL
);

CREATE TABLE room (
    id        TEXT PRIMARY KEY,
    position  INTEGER NOT NULL,
    name_km   TEXT NOT NULL,
    name_en   TEXT NOT NULL
);

CREATE TABLE speaker (
    id               TEXT PRIMARY KEY,
    kind             TEXT NOT NULL,
    name_km          TEXT NOT NULL,
    name_en          TEXT NOT NULL,
    honorific_km     TEXT,
    honorific_en     TEXT,
    position_km      TEXT,
    position_en      TEXT,
    organisation_km  TEXT,
    organisation_en  TEXT,
    biography_km     TEXT,
    biography_en     TEXT
);

CREATE TABLE session (
    id              TEXT PRIMARY KEY,
    position        INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    title_km        TEXT NOT NULL,
    title_en        TEXT NOT NULL,
    description_km  TEXT,
    description_en  TEXT,
    starts_at       TEXT NOT NULL,
    ends_at         TEXT NOT NULL,
    room_id         TEXT REFERENCES room (id),
    qa_open         INTEGER NOT NULL
);

CREATE TABLE session_item (
    session_id  TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    title_km    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    minutes     INTEGER,
    qa          INTEGER NOT NULL,
    PRIMARY KEY (session_id, position)
);

CREATE TABLE session_speaker (
    session_id  TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    speaker_id  TEXT NOT NULL REFERENCES speaker (id),
    role        TEXT NOT NULL,
    confirmed   INTEGER NOT NULL,
    PRIMARY KEY (session_id, position)
);

-- The people, and what they chose.

CREATE TABLE organisation (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    key   TEXT NOT NULL UNIQUE  -- the name as bot.i18n.normalise compares it
);

CREATE TABLE participant (
    id                 INTEGER PRIMARY KEY,
    telegram_id        INTEGER NOT NULL UNIQUE,
    locale             TEXT NOT NULL,
    role               TEXT NOT NULL,
    status             TEXT NOT NULL,
    joined_at          TEXT NOT NULL,
    consented_at       TEXT,
    registered_at      TEXT,
    name               TEXT,
    organisation_id    INTEGER REFERENCES organisation (id),
    level              TEXT,
    province           TEXT,
    position           TEXT,
    phone              TEXT,
    ticket_code        TEXT UNIQUE,
    unreachable_since  TEXT
);

CREATE INDEX participant_by_status ON participant (status, registered_at, id);
CREATE INDEX participant_by_organisation ON participant (organisation_id);

CREATE TABLE star (
    participant_id  INTEGER NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    session_id      TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    PRIMARY KEY (participant_id, session_id)
);

-- Where a chat stands in a conversation. Anonymous flows never write here.

CREATE TABLE conversation (
    chat_id     INTEGER PRIMARY KEY,
    step        TEXT NOT NULL,
    draft       TEXT NOT NULL,  -- JSON, the fields of storage.models.Draft
    heard       INTEGER,        -- the update that brought the newest answer
    updated_at  TEXT NOT NULL
);

CREATE INDEX conversation_by_age ON conversation (updated_at);

-- The outbox: one row a message and recipient, and what became of it.

CREATE TABLE delivery (
    id              INTEGER PRIMARY KEY,
    dedupe_key      TEXT NOT NULL UNIQUE,
    participant_id  INTEGER NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    kind            TEXT NOT NULL,
    subject         TEXT NOT NULL,
    priority        TEXT NOT NULL,
    status          TEXT NOT NULL,
    due_at          TEXT NOT NULL,
    expires_at      TEXT NOT NULL,
    attempts        INTEGER NOT NULL,
    reason          TEXT,
    message_id      INTEGER,
    changed_at      TEXT NOT NULL
);

CREATE INDEX delivery_to_send ON delivery (status, due_at, id);
CREATE INDEX delivery_to_expire ON delivery (status, expires_at);
CREATE INDEX delivery_by_participant ON delivery (participant_id);
