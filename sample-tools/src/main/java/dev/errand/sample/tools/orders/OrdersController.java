package dev.errand.sample.tools.orders;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.toolscope.enforce.Effects;
import dev.errand.toolscope.enforce.ToolScope;

@RestController
@Profile("orders")
class OrdersController {

    private final JdbcClient jdbc;

    OrdersController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @ToolScope(value = "read:orders", action = "read-order", identifier = "#orderId", effects = Effects.LOCAL)
    @GetMapping("/orders/{orderId}")
    Order read(@PathVariable String orderId) {
        return jdbc.sql("SELECT order_id, customer, item, amount, currency FROM orders WHERE order_id = :orderId")
                .param("orderId", orderId).query((row, number) -> order(row)).optional().orElseThrow(OrderUnknown::new);
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(row.getString("order_id"), row.getString("customer"), row.getString("item"),
                row.getBigDecimal("amount").toPlainString(), row.getString("currency"));
    }
}
