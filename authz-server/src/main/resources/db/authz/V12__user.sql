create table user_account (
  subject       varchar(255) not null primary key,
  username      varchar(255) not null,
  display_name  varchar(255) not null,
  roles         varchar(64) not null,
  password_hash varchar(255) not null,
  enabled       boolean not null,
  changed_at    timestamp(6) with time zone not null,
  changed_by    varchar(255) not null,
  constraint user_account_username unique (username)
);
