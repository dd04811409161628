-- Speakers are told of questions without a row that says of which one, and when.

CREATE TABLE question_handed (
    participant_id  INTEGER NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    question_id     TEXT NOT NULL,
    PRIMARY KEY (participant_id, question_id)
) WITHOUT ROWID;

INSERT INTO question_handed (participant_id, question_id)
    SELECT DISTINCT participant_id, subject FROM delivery
    WHERE kind = 'question' AND participant_id IS NOT NULL AND status IN ('sent', 'uncertain');

UPDATE delivery SET subject = '', dedupe_key = 'question:' || id WHERE kind = 'question';

-- A question's `released` now goes through 2: it was there at one moment at which others were let out,
-- and is let out at the next. So do its numbers: what was counted at one moment is shown at the next.
-- `recount`: 1 marked since, 2 counted, 3 counted and marked since.

ALTER TABLE question ADD COLUMN votes_next INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN reports_next INTEGER NOT NULL DEFAULT 0;

-- Of a question's reports, so many were looked at; those counted since are in `reports`.

ALTER TABLE question ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;
UPDATE question SET cleared = (
    SELECT count(*) FROM report WHERE report.question_id = question.id
) - reports;

-- With which key ways back were sealed, and votes hashed.

CREATE TABLE key_mark (
    mark  TEXT PRIMARY KEY
);

-- Where on the stage a question was before it was there right now: it goes back there when put off.

ALTER TABLE question ADD COLUMN spot_before TEXT NOT NULL DEFAULT 'none';
