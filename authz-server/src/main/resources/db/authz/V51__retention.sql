-- What ended, the oldest end first: what is old enough is removed along these.
CREATE INDEX run_by_end ON run (ended_at);
CREATE INDEX user_session_by_end ON user_session (ended_at);
CREATE INDEX consent_by_age ON consent (given_at);
-- Whether anything refers to a consent still.
CREATE INDEX run_by_consent ON run (consent_id);
CREATE INDEX authorization_code_by_consent ON authorization_code (consent_id);
