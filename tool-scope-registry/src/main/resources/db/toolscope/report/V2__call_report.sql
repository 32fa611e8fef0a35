-- Outbox of the calls that this tool has yet to report to the ledger. A reported call has no row.
CREATE TABLE call_report (
    execution_id     varchar(64)                 NOT NULL CONSTRAINT call_report_pk PRIMARY KEY,
    credential_id    varchar(255),                         -- jti, only of a credential whose signature verified
    run_id           varchar(255),
    scope            varchar(64),
    action           varchar(64),
    identifier       varchar(255),
    parameter_digest varchar(64),
    outcome          varchar(7)                  NOT NULL,
    reason           varchar(64),
    started_at       timestamp(6) with time zone NOT NULL,
    ended_at         timestamp(6) with time zone NOT NULL,
    state            varchar(8)                  NOT NULL, -- held: the call is still going on; rejected: the ledger's last word
    attempts         integer                     NOT NULL,
    next_attempt_at  timestamp(6) with time zone NOT NULL,
    lease            varchar(64),                          -- the sender that took the row last
    problem          varchar(255),
    -- Not IN, nor OR: H2 2.4.240 compiles those into the session that made the table, and fails once that has ended.
    CONSTRAINT call_report_state CHECK (
        CASE state WHEN 'held' THEN true WHEN 'pending' THEN true WHEN 'rejected' THEN true ELSE false END),
    CONSTRAINT call_report_outcome CHECK (
        CASE outcome WHEN 'allowed' THEN true WHEN 'refused' THEN true WHEN 'failed' THEN true
            WHEN 'unknown' THEN true ELSE false END)
);
CREATE INDEX call_report_due ON call_report (state, next_attempt_at);
CREATE INDEX call_report_lease ON call_report (lease);
