-- Consents that later runs of the same agent in the same session may rest on. The budget lives here, once: every run
-- that rests on the consent draws on it, besides on its own.
CREATE TABLE remembered_consent (
    consent_id    varchar(64)                 NOT NULL PRIMARY KEY,
    sid           varchar(64)                 NOT NULL,
    subject       varchar(255)                NOT NULL,
    client_id     varchar(255)                NOT NULL,
    terms         text                        NOT NULL,
    calls_left    integer                     NOT NULL CHECK (calls_left >= 0),
    remembered_at timestamp(6) with time zone NOT NULL,
    ends_at       timestamp(6) with time zone NOT NULL,
    forgotten_at  timestamp(6) with time zone
);
CREATE INDEX remembered_consent_by_agent ON remembered_consent (sid, client_id, ends_at);
CREATE INDEX remembered_consent_by_subject ON remembered_consent (subject, ends_at);
CREATE INDEX remembered_consent_by_end ON remembered_consent (ends_at);

CREATE TABLE remembered_total (
    consent_id varchar(64)    NOT NULL REFERENCES remembered_consent (consent_id),
    parameter  varchar(64)    NOT NULL,
    currency   varchar(3)     NOT NULL,
    remaining  numeric(24, 6) NOT NULL CHECK (remaining >= 0),
    PRIMARY KEY (consent_id, parameter)
);

-- Whether the run draws on its consent's budget too.
ALTER TABLE run ADD COLUMN shares_consent boolean DEFAULT FALSE NOT NULL;
