CREATE TABLE orders (
    order_id varchar(64)    NOT NULL PRIMARY KEY,
    customer varchar(100)   NOT NULL,
    item     varchar(200)   NOT NULL,
    amount   numeric(18, 2) NOT NULL,
    currency varchar(3)     NOT NULL
);
INSERT INTO orders (order_id, customer, item, amount, currency) VALUES
    ('order-12345', 'user-678', 'Coffee grinder', 49.00, 'USD'),
    ('order-12346', 'user-678', 'Kettle', 32.50, 'USD'),
    ('order-99999', 'user-999', 'Espresso machine', 649.00, 'USD');
