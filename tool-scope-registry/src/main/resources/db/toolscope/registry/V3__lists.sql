-- What lists are read by, so that a page costs the same however much is registered. A sort key is the name's bytes: text
-- sorts by the collation of each database, and pages would differ. The next migration, in code, fills these columns.
ALTER TABLE registered_tool ADD COLUMN sort_key bytea;
CREATE INDEX registered_tool_sorted ON registered_tool (sort_key);

-- An entry is listed as its current version has it, or as its last draft if it has no other. One with a version after the
-- current one awaits its activation.
ALTER TABLE registry_entry ADD COLUMN sort_key bytea;
ALTER TABLE registry_entry ADD COLUMN listed_version integer;
ALTER TABLE registry_entry ADD COLUMN last_version integer;
ALTER TABLE registry_entry ADD COLUMN awaiting boolean;
ALTER TABLE registry_entry ADD COLUMN state varchar(8);
ALTER TABLE registry_entry ADD COLUMN tool varchar(255);
ALTER TABLE registry_entry ADD COLUMN effect varchar(12);
CREATE INDEX registry_entry_sorted ON registry_entry (kind, sort_key);
CREATE INDEX registry_entry_tool ON registry_entry (kind, tool, sort_key);
CREATE INDEX registry_entry_effect ON registry_entry (kind, effect, sort_key);
CREATE INDEX registry_entry_state ON registry_entry (kind, state, sort_key);
CREATE INDEX registry_entry_awaiting ON registry_entry (kind, awaiting, sort_key);

-- The labels of scopes as they are listed.
CREATE TABLE registry_label (
    kind     varchar(16) NOT NULL,
    label    varchar(64) NOT NULL,
    sort_key bytea NOT NULL,
    name     varchar(64) NOT NULL,
    PRIMARY KEY (kind, label, sort_key),
    FOREIGN KEY (kind, name) REFERENCES registry_entry (kind, name)
);
CREATE INDEX registry_label_entry ON registry_label (kind, name);
