package dev.errand.authz.console.run;

import java.util.List;

import dev.errand.authz.admin.run.radius.Amounts;

/** An amount in words' parts. */
public record AmountLine(String parameter, String amount, String currency) {

    static List<AmountLine> of(Amounts amounts) {
        return amounts.of().entrySet().stream().map(one -> new AmountLine(one.getKey().parameter(),
                one.getValue().toPlainString(), one.getKey().currency())).toList();
    }
}
