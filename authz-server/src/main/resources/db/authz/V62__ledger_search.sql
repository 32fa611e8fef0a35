-- What else the ledger is searched by. A session's issuances are found by issuance_held and sorted: they are few.
create index issuance_request on issuance (request_id, issued_at, issuance_id);
create index issuance_consent on issuance (consent_id, issued_at, issuance_id);
create index issuance_jkt on issuance (jkt, issued_at, issuance_id);
create index issuance_composition on issuance (composition, issued_at, issuance_id);

create index refusal_request on refusal (request_id, at, refusal_id);
create index refusal_session on refusal (session, at, refusal_id);
create index refusal_jkt on refusal (jkt, at, refusal_id);
create index refusal_error on refusal (error, at, refusal_id);
create index refusal_endpoint on refusal (endpoint, at, refusal_id);

drop index event_session;
create index event_session on event (session, at, event_id);
create index event_kind on event (kind, at, event_id);
