-- The row that exchanges of one agent in one session lock, in all its runs, where a rule looks at what they add up to.
-- Made when it is first locked; there is nothing in it.
CREATE TABLE agent_in_session (
    sid       varchar(64)  NOT NULL,
    client_id varchar(255) NOT NULL,
    PRIMARY KEY (sid, client_id)
);
