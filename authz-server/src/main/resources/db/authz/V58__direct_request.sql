-- Whether a browser brought the request itself: nobody proved to be the client then, and no consent to it is remembered.
-- Of requests that are here already, or that a node of before this stores, nobody knows.
ALTER TABLE pushed_request ADD COLUMN direct boolean DEFAULT TRUE NOT NULL;

-- What is remembered for an agent is forgotten all at once.
CREATE INDEX remembered_consent_by_client ON remembered_consent (client_id, ends_at);
