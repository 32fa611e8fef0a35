create table user_session (
  sid            varchar(64) not null primary key,
  -- SHA-256 of the cookie; the cookie itself is stored nowhere.
  handle_hash    varchar(64) not null,
  subject        varchar(255) not null,
  state          varchar(8) not null,
  auth_time      timestamp(6) with time zone not null,
  last_active_at timestamp(6) with time zone not null,
  -- Never after absolute_end, so that this column alone says when the session is over.
  idle_end       timestamp(6) with time zone not null,
  absolute_end   timestamp(6) with time zone not null,
  ended_at       timestamp(6) with time zone,
  end_reason     varchar(64),
  constraint user_session_handle unique (handle_hash)
);
create index user_session_end on user_session (state, idle_end);
create index user_session_by_subject on user_session (subject, state);
