-- Nothing is drawn from runs that hold a scope of the tool and were consented to no later, and no consent of that time opens
-- one.
CREATE TABLE tool_not_before (
    tool       varchar(512)                NOT NULL PRIMARY KEY,
    not_before timestamp(6) with time zone NOT NULL
);

-- When the user agreed to what the run may do. It may be opened later: by a code, which is good for a minute, or by a consent
-- that is remembered. Null in runs that are here already, and in those that a node of before this opens: for them it is when
-- they were opened.
ALTER TABLE run ADD COLUMN consented_at timestamp(6) with time zone;
