-- What each entry of the set-up file said when it was last applied: a start applies what the file says anew, and leaves
-- alone what has been changed elsewhere since.
CREATE TABLE set_up_entry (
    kind          varchar(20)              NOT NULL,
    name          varchar(255)             NOT NULL,
    -- The entry without its password.
    digest        varchar(43)              NOT NULL,
    -- A digest of the file's password hash, or a slow hash of its password.
    password_hash varchar(255),
    applied_at    timestamp with time zone NOT NULL,
    PRIMARY KEY (kind, name)
);
