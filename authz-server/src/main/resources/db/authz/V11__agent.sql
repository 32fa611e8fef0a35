create table agent (
  client_id      varchar(255) not null primary key,
  name           varchar(255) not null,
  method         varchar(32) not null,
  jwks           text not null,
  redirect_uris  text not null,
  allowed_scopes text not null,
  enabled        boolean not null,
  changed_at     timestamp(6) with time zone not null,
  changed_by     varchar(255) not null
);
