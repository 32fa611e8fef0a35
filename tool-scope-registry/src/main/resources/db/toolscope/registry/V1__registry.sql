-- Tools: one row each, replaced when a key or a name changes.
CREATE TABLE registered_tool (
    resource   varchar(255) NOT NULL PRIMARY KEY,
    name       varchar(100) NOT NULL,
    jwks       text NOT NULL,
    changed_at timestamp(6) with time zone NOT NULL,
    changed_by varchar(200) NOT NULL
);

-- Scopes: the row that changes of a scope lock. Version 0 is there only until the transaction that made it ends.
CREATE TABLE tool_scope (
    name           varchar(64) NOT NULL PRIMARY KEY,
    active_version integer NOT NULL
);

-- Every version there ever was; rows are never changed.
CREATE TABLE tool_scope_version (
    name       varchar(64) NOT NULL REFERENCES tool_scope (name),
    version    integer NOT NULL CHECK (version >= 1),
    tool       varchar(255) NOT NULL REFERENCES registered_tool (resource),
    definition text NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    created_by varchar(200) NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE INDEX tool_scope_version_tool ON tool_scope_version (tool);
