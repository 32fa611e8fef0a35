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
    CONSTRAINT call_report_state CHECK (state IN ('held', 'pending', 'rejected')),
    CONSTRAINT call_report_outcome CHECK (outcome IN ('allowed', 'refused', 'failed', 'unknown'))
);
CREATE INDEX call_report_due ON call_report (state, next_attempt_at);
CREATE INDEX call_report_lease ON call_report (lease);
