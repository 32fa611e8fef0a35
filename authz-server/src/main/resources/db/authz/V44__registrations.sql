-- Which state of a registration a change was made for; every change counts it up.
alter table agent add column revision integer default 1 not null;
alter table user_account add column revision integer default 1 not null;

-- Lists are ordered by client_id and username, whose indexes are there; most are enabled, so who is not is looked for by these.
create index agent_by_state on agent (enabled, client_id);
create index user_account_by_state on user_account (enabled, username);
