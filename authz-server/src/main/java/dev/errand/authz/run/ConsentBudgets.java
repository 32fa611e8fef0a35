package dev.errand.authz.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.toolscope.Money;

/**
 * What is left of remembered consents' budgets, on which all runs of a consent draw. Statements join the caller's
 * transaction, which has locked the run before. Thread-safe.
 */
final class ConsentBudgets {

    private final JdbcClient jdbc;

    ConsentBudgets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is such a budget, whatever has become of the memory. */
    boolean exists(String consentId) {
        return jdbc.sql("SELECT count(*) FROM remembered_consent WHERE consent_id = :id").param("id", consentId)
                .query(Integer.class).single() > 0;
    }

    /** What is left; empty once the budget is no longer kept. */
    Optional<BudgetLeft> find(String consentId) {
        return jdbc.sql("SELECT calls_left FROM remembered_consent WHERE consent_id = :id").param("id", consentId)
                .query(Integer.class).optional().map(calls -> new BudgetLeft(calls, totals(consentId)));
    }

    /** Takes a cost out of the budget. @return what there is too little of; the caller rolls back then */
    Optional<Shortage> debit(String consentId, Debit debit) {
        int rows = jdbc.sql("""
                UPDATE remembered_consent SET calls_left = calls_left - :calls
                 WHERE consent_id = :id AND calls_left >= :calls
                """).param("calls", debit.calls()).param("id", consentId).update();
        if (rows != 1) {
            return Optional.of(Shortage.OF_CALLS);
        }
        return debit.amounts().entrySet().stream()
                .filter(amount -> !debitTotal(consentId, amount.getKey(), amount.getValue()))
                .map(amount -> new Shortage(amount.getKey())).findFirst();
    }

    private boolean debitTotal(String consentId, String parameter, Money amount) {
        return jdbc.sql("""
                UPDATE remembered_total SET remaining = remaining - :amount
                 WHERE consent_id = :id AND parameter = :parameter AND currency = :currency AND remaining >= :amount
                """).param("amount", amount.amount()).param("id", consentId).param("parameter", parameter)
                .param("currency", amount.currency()).update() == 1;
    }

    private Map<String, Money> totals(String consentId) {
        Map<String, Money> totals = new LinkedHashMap<>();
        jdbc.sql("SELECT parameter, currency, remaining FROM remembered_total WHERE consent_id = :id").param("id", consentId)
                .query((row, _) -> Map.entry(row.getString("parameter"),
                        new Money(row.getBigDecimal("remaining"), row.getString("currency"))))
                .list().forEach(total -> totals.put(total.getKey(), total.getValue()));
        return totals;
    }
}
