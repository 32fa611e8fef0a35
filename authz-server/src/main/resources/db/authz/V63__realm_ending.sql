-- Sessions of a realm that have to end because ours did. Written with our ending, and gone once the realm has ended it or
-- nobody tries any more.
create table realm_ending (
  sid          varchar(64)                 not null primary key,
  issuer       varchar(255)                not null,
  upstream_sid varchar(255)                not null,
  ended_at     timestamp(6) with time zone not null,
  attempts     integer                     not null,
  next_at      timestamp(6) with time zone not null
);
create index realm_ending_due on realm_ending (issuer, next_at);
create index realm_ending_by_upstream_sid on realm_ending (issuer, upstream_sid);
create index realm_ending_by_end on realm_ending (ended_at);
