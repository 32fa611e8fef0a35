-- Uses of credentials at this tool. The primary key is what makes "once" true.
CREATE TABLE credential_use (
    use_key          varchar(43)                 NOT NULL, -- SHA-256, base64url: kind, tool, iss, jti
    slot             integer                     NOT NULL, -- 1 … max_uses
    state            varchar(9)                  NOT NULL, -- claimed, committed, unknown; a released use has no row
    parameter_digest varchar(64)                 NOT NULL,
    claimed_at       timestamp(6) with time zone NOT NULL,
    keep_until       timestamp(6) with time zone NOT NULL,
    CONSTRAINT credential_use_pk PRIMARY KEY (use_key, slot),
    -- Not IN, nor OR: H2 2.4.240 compiles those into the session that made the table, and fails once that has ended.
    CONSTRAINT credential_use_state CHECK (
        CASE state WHEN 'claimed' THEN true WHEN 'committed' THEN true WHEN 'unknown' THEN true ELSE false END)
);
CREATE INDEX credential_use_keep_until ON credential_use (keep_until);
