-- One task of one agent instance for one user inside one session.
CREATE TABLE run (
    run_id        varchar(64)                 NOT NULL PRIMARY KEY,
    sid           varchar(64)                 NOT NULL,
    subject       varchar(255)                NOT NULL,
    client_id     varchar(255)                NOT NULL,
    jkt           varchar(64)                 NOT NULL,
    consent_id    varchar(64)                 NOT NULL,
    opened_by_key varchar(64)                 NOT NULL,
    purpose       varchar(400)                NOT NULL,
    ceiling       text                        NOT NULL,
    max_calls     integer                     NOT NULL,
    calls_left    integer                     NOT NULL CHECK (calls_left >= 0),
    state         varchar(16)                 NOT NULL,
    end_reason    varchar(64),
    opened_at     timestamp(6) with time zone NOT NULL,
    deadline      timestamp(6) with time zone NOT NULL,
    ended_at      timestamp(6) with time zone
);
CREATE INDEX run_by_session ON run (sid, state);
CREATE INDEX run_by_agent ON run (client_id, state);
CREATE INDEX run_by_subject ON run (subject, state);
CREATE INDEX run_by_deadline ON run (state, deadline);

-- What each parameter may add up to over the run.
CREATE TABLE run_total (
    run_id    varchar(64)    NOT NULL REFERENCES run (run_id),
    parameter varchar(64)    NOT NULL,
    currency  varchar(3)     NOT NULL,
    total     numeric(24, 6) NOT NULL,
    remaining numeric(24, 6) NOT NULL CHECK (remaining >= 0),
    PRIMARY KEY (run_id, parameter)
);
