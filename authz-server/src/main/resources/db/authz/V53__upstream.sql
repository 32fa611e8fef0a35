-- Which account a provider's user is: registered, or made at the first login; never guessed from a name.
create table upstream_account (
  issuer           varchar(255) not null,
  upstream_subject varchar(255) not null,
  subject          varchar(255) not null,
  linked_at        timestamp(6) with time zone not null,
  linked_by        varchar(255) not null,
  primary key (issuer, upstream_subject)
);
create index upstream_account_by_subject on upstream_account (subject);

-- The provider's session that stands behind ours; null after a built-in login.
alter table user_session add column upstream_issuer varchar(255);
alter table user_session add column upstream_subject varchar(255);
alter table user_session add column upstream_sid varchar(255);
create index user_session_by_upstream_sid on user_session (upstream_issuer, upstream_sid, state);
create index user_session_by_upstream_subject on user_session (upstream_issuer, upstream_subject, state);

-- A provider's session ('sid') or user ('sub') on which a login and a logout meet: whichever locks the row second sees
-- what the first one did.
create table upstream_presence (
  issuer        varchar(255) not null,
  kind          varchar(3) not null,
  name          varchar(255) not null,
  -- A login by an ID token of this moment or before opens nothing.
  refused_until timestamp(6) with time zone not null,
  forgotten_at  timestamp(6) with time zone not null,
  primary key (issuer, kind, name)
);
create index upstream_presence_forgotten on upstream_presence (forgotten_at);
