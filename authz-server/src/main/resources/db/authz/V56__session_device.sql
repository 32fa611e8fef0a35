-- What the browser said it is when the user logged in; for people to recognise a session by, and for nothing else.
ALTER TABLE user_session ADD COLUMN device varchar(200);
