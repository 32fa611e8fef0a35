-- Whose the password is: 'own' of its user, or of whoever sets the server up; 'first' of whoever made the account, so that
-- its user has to choose another; 'none' where nobody knows it, because the user logs in at another provider.
alter table user_account add column password_state varchar(8) default 'own' not null;
-- The hash of the password that its user chose another for: the set-up file may still have it, and does not bring it back.
alter table user_account add column replaced_hash varchar(255);

update user_account set password_state = 'none' where changed_by like 'first login at %' and exists (
  select 1 from upstream_account u where u.subject = user_account.subject);
