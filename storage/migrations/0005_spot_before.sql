-- Where on the stage a question was before it was there right now: it goes back there when it is put off.

ALTER TABLE question ADD COLUMN spot_before TEXT NOT NULL DEFAULT 'none';
