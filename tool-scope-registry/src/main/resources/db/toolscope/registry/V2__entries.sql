-- The row that every change locks, so that changes are judged one after the other. The revision counts them.
CREATE TABLE registry_state (
    id       integer NOT NULL PRIMARY KEY,
    revision bigint NOT NULL
);
INSERT INTO registry_state (id, revision) VALUES (1, 1);

-- For databases without shared row locks: who gives something out holds one of these rows, a change all of them.
CREATE TABLE registry_gate (
    slot integer NOT NULL PRIMARY KEY
);
INSERT INTO registry_gate (slot) VALUES (0), (1), (2), (3), (4), (5), (6), (7);

-- Scopes, compositions and rules. The current version is 0 while there are only drafts; an entry with a current version
-- that is not active is retired. The active set is that of an active composition: its scopes, sorted, with blanks between.
CREATE TABLE registry_entry (
    kind            varchar(16) NOT NULL,
    name            varchar(64) NOT NULL,
    current_version integer NOT NULL,
    active          boolean NOT NULL,
    active_set      varchar(1100),
    PRIMARY KEY (kind, name)
);
CREATE INDEX registry_entry_active_set ON registry_entry (active_set);

-- Every version there ever was; rows are never changed. One that retires takes its entry out of force when it comes into
-- force itself.
CREATE TABLE registry_version (
    kind       varchar(16) NOT NULL,
    name       varchar(64) NOT NULL,
    version    integer NOT NULL CHECK (version >= 1),
    retires    boolean NOT NULL,
    definition text NOT NULL,
    PRIMARY KEY (kind, name, version),
    FOREIGN KEY (kind, name) REFERENCES registry_entry (kind, name)
);

-- The life of a version: each state at most once; rows are never changed.
CREATE TABLE registry_transition (
    kind       varchar(16) NOT NULL,
    name       varchar(64) NOT NULL,
    version    integer NOT NULL,
    state      varchar(8) NOT NULL,
    changed_at timestamp(6) with time zone NOT NULL,
    changed_by varchar(200) NOT NULL,
    why        varchar(200) NOT NULL,
    PRIMARY KEY (kind, name, version, state),
    FOREIGN KEY (kind, name, version) REFERENCES registry_version (kind, name, version)
);

-- The scopes and labels that entries in force name. Labels have no colon, so that none is taken for a scope.
CREATE TABLE registry_member (
    kind   varchar(16) NOT NULL,
    name   varchar(64) NOT NULL,
    member varchar(64) NOT NULL,
    PRIMARY KEY (kind, name, member),
    FOREIGN KEY (kind, name) REFERENCES registry_entry (kind, name)
);
CREATE INDEX registry_member_member ON registry_member (member, kind);

INSERT INTO registry_entry (kind, name, current_version, active, active_set)
SELECT 'scope', name, active_version, TRUE, NULL
  FROM tool_scope
 WHERE active_version > 0;

INSERT INTO registry_version (kind, name, version, retires, definition)
SELECT 'scope', name, version, FALSE, definition
  FROM tool_scope_version;

INSERT INTO registry_transition (kind, name, version, state, changed_at, changed_by, why)
SELECT 'scope', name, version, 'active', created_at, created_by, 'Registered before reasons were kept'
  FROM tool_scope_version;

INSERT INTO registry_transition (kind, name, version, state, changed_at, changed_by, why)
SELECT 'scope', v.name, v.version, 'retired', n.created_at, n.created_by, 'Replaced by the next version'
  FROM tool_scope_version v
  JOIN tool_scope_version n ON n.name = v.name AND n.version = v.version + 1;

DROP TABLE tool_scope_version;
DROP TABLE tool_scope;
