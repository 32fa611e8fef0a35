-- Raised when what is known of an account's browsers no longer counts: another password, other roles, disabled.
alter table user_account add column login_epoch integer default 0 not null;
-- SHA-256 of the hash that a login replaced with one of the current algorithm: the set-up file may still have it.
alter table user_account add column upgraded_from varchar(64);

-- How the user logged in: 'password' or 'passkey'.
alter table user_session add column login_method varchar(16) default 'password' not null;

-- The one key of keyed hashes around the login, made by whichever node comes first.
create table login_key (
  id     smallint not null primary key,
  secret varchar(64) not null
);

-- Failed logins of one account, one known browser or one source address, under a keyed hash: what was typed is not here.
create table login_attempts (
  counter       varchar(64) not null primary key,
  -- Whose browser it is; null for what anybody can count up.
  subject       varchar(255),
  failures      integer not null,
  blocked_until timestamp(6) with time zone not null,
  forgotten_at  timestamp(6) with time zone not null
);
create index login_attempts_forgotten on login_attempts (forgotten_at);
create index login_attempts_by_subject on login_attempts (subject);

create table passkey (
  -- SHA-256 of the credential id, by which the passkey is named everywhere else.
  credential_hash    varchar(43) not null primary key,
  credential_id      varchar(1400) not null,
  subject            varchar(255) not null,
  user_handle        varchar(64) not null,
  label              varchar(64) not null,
  public_key         varchar(4000) not null,
  attestation        varchar(8000) not null,
  transports         varchar(255) not null,
  signature_count    bigint not null,
  backup_eligible    boolean not null,
  backup_state       boolean not null,
  created_at         timestamp(6) with time zone not null,
  last_used_at       timestamp(6) with time zone
);
create index passkey_by_subject on passkey (subject, created_at);
create index passkey_by_handle on passkey (user_handle);

-- Challenges that a ceremony was ended with, until nobody can come with them again.
create table passkey_challenge (
  challenge_hash varchar(43) not null primary key,
  forgotten_at   timestamp(6) with time zone not null
);
create index passkey_challenge_forgotten on passkey_challenge (forgotten_at);
