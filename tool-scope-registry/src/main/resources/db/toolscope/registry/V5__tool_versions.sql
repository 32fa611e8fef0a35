-- Every version of a tool there ever was; rows are never changed. The last one is what registered_tool says.
CREATE TABLE registered_tool_version (
    resource   varchar(255) NOT NULL REFERENCES registered_tool (resource),
    version    integer NOT NULL CHECK (version >= 1),
    name       varchar(100) NOT NULL,
    jwks       text NOT NULL,
    changed_at timestamp(6) with time zone NOT NULL,
    changed_by varchar(200) NOT NULL,
    why        varchar(200) NOT NULL,
    PRIMARY KEY (resource, version)
);

INSERT INTO registered_tool_version (resource, version, name, jwks, changed_at, changed_by, why)
SELECT resource, 1, name, jwks, changed_at, changed_by, 'Registered before reasons were kept'
  FROM registered_tool;
