-- What a tool must no longer accept although it has not expired. Rows go when their credentials have expired.
CREATE TABLE revocation (
    tool          varchar(512)                NOT NULL,
    feed_position bigint                      NOT NULL,
    credential_id varchar(128)                NOT NULL,
    run_id        varchar(128)                NOT NULL,
    reason        varchar(64)                 NOT NULL,
    ended_at      timestamp(6) with time zone NOT NULL,
    expires_at    timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (tool, feed_position)
);
CREATE INDEX revocation_by_expiry ON revocation (expires_at);

-- The last position of each tool's feed. Its row is the last lock of every transaction that writes to the feed, so that
-- positions are visible in their own order.
CREATE TABLE revocation_feed (
    tool          varchar(512) NOT NULL PRIMARY KEY,
    feed_position bigint       NOT NULL
);

-- Sessions that began no later are over, whatever their rows say: one user's, or with an empty subject everybody's.
CREATE TABLE session_not_before (
    subject    varchar(255)                NOT NULL PRIMARY KEY,
    not_before timestamp(6) with time zone NOT NULL
);

-- Nothing is drawn from runs of the agent that were opened no later, and no consent of that time opens one.
CREATE TABLE run_not_before (
    client_id  varchar(255)                NOT NULL PRIMARY KEY,
    not_before timestamp(6) with time zone NOT NULL
);

-- Security events that a receiver has not taken yet, or has refused for good. Written with the ending that they tell of.
CREATE TABLE caep_delivery (
    jti       varchar(64)                 NOT NULL PRIMARY KEY,
    receiver  varchar(512)                NOT NULL,
    sid       varchar(64)                 NOT NULL,
    run_id    varchar(64),
    subject   varchar(255)                NOT NULL,
    client_id varchar(255),
    reason    varchar(64)                 NOT NULL,
    ended_at  timestamp(6) with time zone NOT NULL,
    state     varchar(16)                 NOT NULL,
    attempts  integer                     NOT NULL,
    next_at   timestamp(6) with time zone NOT NULL,
    problem   varchar(200)
);
CREATE INDEX caep_delivery_due ON caep_delivery (receiver, state, next_at);
CREATE INDEX caep_delivery_failed ON caep_delivery (state, ended_at);
