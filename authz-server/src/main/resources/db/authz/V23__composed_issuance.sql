-- Null where the credential has one scope.
alter table issuance add column composition varchar(64);
alter table issuance add column composition_version integer;

-- What an agent was given in a session, scope by scope.
create index issuance_held on issuance (session, agent, scope, scope_version_active);
