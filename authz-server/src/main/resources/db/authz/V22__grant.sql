-- Codes: the row stays after redemption, so that a second redemption finds the run that it has to end.
CREATE TABLE authorization_code (
    code_hash      varchar(64)                 NOT NULL PRIMARY KEY,
    client_id      varchar(255)                NOT NULL,
    jkt            varchar(64)                 NOT NULL,
    redirect_uri   varchar(2000)               NOT NULL,
    code_challenge varchar(128)                NOT NULL,
    sid            varchar(64)                 NOT NULL,
    subject        varchar(255)                NOT NULL,
    consent_id     varchar(64)                 NOT NULL,
    terms          text                        NOT NULL,
    state          varchar(16)                 NOT NULL,
    run_id         varchar(64),
    issued_at      timestamp(6) with time zone NOT NULL,
    expires_at     timestamp(6) with time zone NOT NULL
);
CREATE INDEX authorization_code_by_expiry ON authorization_code (expires_at);

-- One family per run; at most one row of it is live.
CREATE TABLE refresh_token (
    token_hash varchar(64)                 NOT NULL PRIMARY KEY,
    run_id     varchar(64)                 NOT NULL REFERENCES run (run_id),
    client_id  varchar(255)                NOT NULL,
    jkt        varchar(64)                 NOT NULL,
    state      varchar(16)                 NOT NULL,
    issued_at  timestamp(6) with time zone NOT NULL,
    idle_end   timestamp(6) with time zone NOT NULL
);
CREATE INDEX refresh_token_by_run ON refresh_token (run_id, state);
