package dev.errand.sample.tools.refunds;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.toolscope.enforce.Effects;
import dev.errand.toolscope.enforce.ToolScope;

@RestController
@Profile("refunds")
class RefundsController {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RefundsController(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @ToolScope(value = "write:refunds-under-50", action = "create-refund", identifier = "#request.orderId", effects = Effects.LOCAL, facts = {
        "amount = money(#request.amount, #request.currency)", "reason = #request.reason"})
    @PostMapping("/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    Refund create(@RequestBody RefundRequest request) {
        Refund refund = new Refund(UUID.randomUUID().toString(), request.orderId(), request.amount(),
                request.currency(), request.reason(), clock.instant());
        jdbc.sql("""
                INSERT INTO refund (refund_id, order_id, amount, currency, reason, made_at)
                VALUES (:refundId, :orderId, :amount, :currency, :reason, :madeAt)
                """).param("refundId", refund.refundId()).param("orderId", refund.orderId())
                .param("amount", new BigDecimal(refund.amount())).param("currency", refund.currency())
                .param("reason", refund.reason()).param("madeAt", refund.madeAt().atOffset(ZoneOffset.UTC)).update();
        return refund;
    }
}
