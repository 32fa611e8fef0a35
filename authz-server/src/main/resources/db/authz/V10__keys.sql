-- The server's signing keys, private parts included: this table is as secret as the keys themselves.
create table signing_key (
  purpose    varchar(16) not null,
  generation integer not null,
  kid        varchar(64) not null,
  jwk        text not null,
  created_at timestamp(6) with time zone not null,
  constraint signing_key_pk primary key (purpose, generation),
  constraint signing_key_kid unique (kid)
);
