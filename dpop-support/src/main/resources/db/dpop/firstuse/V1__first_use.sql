-- What was used, until it could no longer be accepted anyway. The primary key is what makes "once" true.
CREATE TABLE dpop_first_use (
    kind       varchar(32)                 NOT NULL,
    digest     varchar(43)                 NOT NULL,
    expires_at timestamp(6) with time zone NOT NULL,
    CONSTRAINT dpop_first_use_pk PRIMARY KEY (kind, digest)
);

CREATE INDEX dpop_first_use_expiry ON dpop_first_use (expires_at);

-- Keys of the server's nonces, one per role, shared by all nodes.
CREATE TABLE dpop_nonce_key (
    role      varchar(255) NOT NULL,
    nonce_key varchar(64)  NOT NULL,
    CONSTRAINT dpop_nonce_key_pk PRIMARY KEY (role)
);
