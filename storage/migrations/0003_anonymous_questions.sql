-- Questions that nobody can trace. The tables have random keys and no row ids, and no row says who or when.

CREATE TABLE question (
    id           TEXT PRIMARY KEY,   -- 128 random bits
    session_id   TEXT NOT NULL,
    speaker_id   TEXT,               -- whom it is for; NULL: whoever of the session can answer
    text         TEXT NOT NULL,
    translation  TEXT,
    edited       INTEGER NOT NULL,
    status       TEXT NOT NULL,
    released     INTEGER NOT NULL,   -- 0 until it is let out together with others
    reason       TEXT,
    reason_text  TEXT,
    merged_into  TEXT,               -- the question that says the same
    spot         TEXT NOT NULL,      -- on the stage: none, planned, now
    votes        INTEGER NOT NULL,   -- as counted last
    recount      INTEGER NOT NULL,   -- 1: votes came or went since
    reports      INTEGER NOT NULL,
    seen         INTEGER NOT NULL,   -- 1: a moderator decided about it
    decided_by   INTEGER REFERENCES participant (id) ON DELETE SET NULL
) WITHOUT ROWID;

CREATE INDEX question_by_votes ON question (session_id, status, votes, id);
CREATE INDEX question_by_status ON question (status, released, session_id, id);
CREATE INDEX question_to_recount ON question (recount, id);
CREATE INDEX question_merged ON question (merged_into);

-- A voter and a reporter are keyed hashes, different for every question.

CREATE TABLE upvote (
    question_id  TEXT NOT NULL,
    voter        TEXT NOT NULL,
    PRIMARY KEY (question_id, voter)
) WITHOUT ROWID;

CREATE TABLE report (
    question_id  TEXT NOT NULL,
    reporter     TEXT NOT NULL,
    PRIMARY KEY (question_id, reporter)
) WITHOUT ROWID;

-- The way back to whoever wants to be told: sealed, all of one length, deleted once it was gone.

CREATE TABLE way_back (
    question_id  TEXT PRIMARY KEY,
    sealed       BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE answer (
    question_id  TEXT NOT NULL,
    speaker_id   TEXT NOT NULL,
    text         TEXT NOT NULL,
    translation  TEXT,
    PRIMARY KEY (question_id, speaker_id)
) WITHOUT ROWID;

-- A speaker to whom a question is none of theirs.

CREATE TABLE question_pass (
    question_id  TEXT NOT NULL,
    speaker_id   TEXT NOT NULL,
    PRIMARY KEY (question_id, speaker_id)
) WITHOUT ROWID;

-- What organisers decided about questions; for the whole event under '', else for a session.

CREATE TABLE qa_rule (
    session_id  TEXT PRIMARY KEY,
    moderation  TEXT,     -- before or after publication; NULL: as for the event
    open        INTEGER   -- NULL: as the agenda has it
);
