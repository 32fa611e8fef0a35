-- Nothing is looked up by these columns, and every insert paid for them.
drop index consent_by_subject;
drop index upstream_account_by_subject;
