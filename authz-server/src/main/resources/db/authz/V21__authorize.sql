-- Pushed authorization requests (RFC 9126): opened by one browser, used up by one answer.
CREATE TABLE pushed_request (
    uri_hash       varchar(64)                 NOT NULL PRIMARY KEY,
    client_id      varchar(255)                NOT NULL,
    redirect_uri   varchar(2000)               NOT NULL,
    client_state   varchar(512),
    code_challenge varchar(128)                NOT NULL,
    jkt            varchar(64)                 NOT NULL,
    prompt         varchar(16),
    terms          text                        NOT NULL,
    lifetime       integer                     NOT NULL,
    browser        varchar(64),
    state          varchar(16)                 NOT NULL,
    pushed_at      timestamp(6) with time zone NOT NULL,
    expires_at     timestamp(6) with time zone NOT NULL
);
CREATE INDEX pushed_request_by_expiry ON pushed_request (expires_at);

-- What a user agreed to, and when.
CREATE TABLE consent (
    consent_id varchar(64)                 NOT NULL PRIMARY KEY,
    subject    varchar(255)                NOT NULL,
    sid        varchar(64)                 NOT NULL,
    client_id  varchar(255)                NOT NULL,
    terms      text                        NOT NULL,
    given_at   timestamp(6) with time zone NOT NULL
);
CREATE INDEX consent_by_subject ON consent (subject, client_id);
