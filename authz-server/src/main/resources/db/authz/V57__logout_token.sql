-- Logout tokens that were used, each in the transaction of the endings that it brought.
create table upstream_logout (
  token        varchar(43) not null primary key,
  forgotten_at timestamp(6) with time zone not null
);
create index upstream_logout_forgotten on upstream_logout (forgotten_at);
