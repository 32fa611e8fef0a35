CREATE TABLE refund (
    refund_id varchar(36)                 NOT NULL PRIMARY KEY,
    order_id  varchar(64)                 NOT NULL,
    amount    numeric(18, 4)              NOT NULL,
    currency  varchar(3)                  NOT NULL,
    reason    text,
    made_at   timestamp(6) with time zone NOT NULL
);
