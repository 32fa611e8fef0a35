-- What an administrative client may do at the administration API, words separated by a space; an agent has none.
alter table agent add column roles varchar(64) default '' not null;
