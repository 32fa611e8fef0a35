-- The answer to the run's last refresh, for a client that did not hear it: sealed under the refresh token that was
-- consumed, of which the database has the hash alone. Null once it may not be repeated any more.
ALTER TABLE run ADD COLUMN repeat_of varchar(64);
-- The run token in it: whoever uses that one has heard the answer.
ALTER TABLE run ADD COLUMN repeat_token varchar(128);
ALTER TABLE run ADD COLUMN repeat_answer text;
ALTER TABLE run ADD COLUMN repeat_until timestamp(6) with time zone;
CREATE INDEX run_by_repeat ON run (repeat_until);
