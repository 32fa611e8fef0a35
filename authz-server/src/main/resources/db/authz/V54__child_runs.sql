-- A run that was opened from another one. The ancestors are their ids, root first, separated by blanks, so that nothing
-- has to climb. No foreign key: a run's row may go before its children's, which ended with it.
ALTER TABLE run ADD COLUMN parent_run_id varchar(64);
ALTER TABLE run ADD COLUMN ancestors varchar(600) DEFAULT '' NOT NULL;
CREATE INDEX run_by_parent ON run (parent_run_id, state, run_id);

-- Actor tokens by which children's keys were proved: each opens one run.
CREATE TABLE actor_token (
    digest     varchar(64)                 NOT NULL PRIMARY KEY,
    run_id     varchar(64)                 NOT NULL,
    expires_at timestamp(6) with time zone NOT NULL
);
CREATE INDEX actor_token_by_expiry ON actor_token (expires_at);
