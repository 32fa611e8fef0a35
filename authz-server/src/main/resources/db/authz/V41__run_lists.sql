-- Lists, newest first. Each list is drawn state by state and merged, so that one index serves it with and without a
-- state to look for. Descending, because H2 reads an index in its own direction only.
DROP INDEX run_by_session;
DROP INDEX run_by_agent;
DROP INDEX run_by_subject;
CREATE INDEX run_by_state ON run (state, opened_at DESC, run_id DESC);
CREATE INDEX run_by_session ON run (sid, state, opened_at DESC, run_id DESC);
CREATE INDEX run_by_agent ON run (client_id, state, opened_at DESC, run_id DESC);
CREATE INDEX run_by_subject ON run (subject, state, opened_at DESC, run_id DESC);
-- One agent may have many runs and one user too, and few of them together.
CREATE INDEX run_by_subject_agent ON run (subject, client_id, state, opened_at DESC, run_id DESC);

DROP INDEX user_session_by_subject;
CREATE INDEX user_session_by_state ON user_session (state, auth_time DESC, sid DESC);
CREATE INDEX user_session_by_subject ON user_session (subject, state, auth_time DESC, sid DESC);
