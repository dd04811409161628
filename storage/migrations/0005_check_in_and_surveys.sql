-- Who came without Telegram, the survey, and the end of the data.

CREATE TABLE walk_in (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    organisation   TEXT,
    position       TEXT,
    phone          TEXT,
    code           TEXT NOT NULL UNIQUE,  -- as on a ticket
    checked_in_at  TEXT                   -- NULL: taken back
);

-- The last number that was given: old buttons of somebody who was deleted shall mean nobody else.

CREATE TABLE given_number (
    kind    TEXT PRIMARY KEY,  -- storage.models.GuestKind
    number  INTEGER NOT NULL
);

INSERT INTO given_number (kind, number) SELECT 'p', coalesce(max(id), 0) FROM participant;

-- The survey as the event file has it; from the moment it opens on it stays as it is.

CREATE TABLE survey (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    definition  TEXT NOT NULL,  -- JSON, storage.models.Survey
    opened_at   TEXT,
    closed_at   TEXT
);

-- What organisers decided about the feedback on sessions; no row: as the event file has it.

CREATE TABLE feedback_rule (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    asks     INTEGER NOT NULL
);

-- Surveys are `workshop`, `feedback:` and `comment:` with a session's id behind them.
-- Who has answered: a keyed hash of survey and person, different for every survey.

CREATE TABLE participation (
    survey_id  TEXT NOT NULL,
    who        TEXT NOT NULL,
    PRIMARY KEY (survey_id, who)
) WITHOUT ROWID;

-- Answers that are not sent: sealed, all of one length, found by a keyed hash, deleted when it closes.

CREATE TABLE response_draft (
    who     TEXT PRIMARY KEY,
    sealed  BLOB NOT NULL
) WITHOUT ROWID;

-- Answers that were sent, sealed, until they are let out together with others.

CREATE TABLE waiting_response (
    survey_id  TEXT NOT NULL,
    id         TEXT NOT NULL,  -- 128 random bits
    sealed     BLOB NOT NULL,
    PRIMARY KEY (survey_id, id)
) WITHOUT ROWID;

-- One row for each answer to each item: nothing says which of them are one person's.

CREATE TABLE response (
    survey_id  TEXT NOT NULL,
    item_id    TEXT NOT NULL,  -- empty: somebody answered the survey
    id         TEXT NOT NULL,  -- 128 random bits
    value      TEXT NOT NULL,  -- what was chosen; empty for a text; * : somebody answered the item
    text       TEXT NOT NULL,
    shown      INTEGER NOT NULL DEFAULT 0,  -- 1: the results show it, whatever comes later
    PRIMARY KEY (survey_id, item_id, id)
) WITHOUT ROWID;

CREATE INDEX response_by_value ON response (survey_id, item_id, value, shown);

-- Of how many people the results show the answers to an item, where they show any of it.

CREATE TABLE shown_item (
    survey_id    TEXT NOT NULL,
    item_id      TEXT NOT NULL,
    respondents  INTEGER NOT NULL,
    PRIMARY KEY (survey_id, item_id)
) WITHOUT ROWID;

-- Surveys of which nothing more will be let out: what is left of each item is a last step.

CREATE TABLE complete_survey (
    survey_id  TEXT PRIMARY KEY
) WITHOUT ROWID;

-- When personal data was deleted, and how much of what.

CREATE TABLE purge (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    purged_at  TEXT NOT NULL,
    report     TEXT NOT NULL  -- JSON, a number by what was deleted
);
