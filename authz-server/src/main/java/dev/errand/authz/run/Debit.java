package dev.errand.authz.run;

import java.util.Map;

import dev.errand.toolscope.Money;

/**
 * What one credential takes out of its run's budget, at issuance and for good.
 *
 * @param calls uses of the credential
 * @param amounts uses × limit, for each parameter that has a total
 */
public record Debit(int calls, Map<String, Money> amounts) {

    public Debit {
        if (calls < 1) {
            throw new IllegalArgumentException("a credential is good for at least one call");
        }
        amounts = Map.copyOf(amounts);
    }
}
