package dev.errand.authz.admin.usage;

import java.math.BigDecimal;

import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.admin.PathName;
import dev.errand.toolscope.Money;

/** The scope's editor in the console, with a proposal filled in. */
public final class EditorLink {

    private EditorLink() {}

    /** The path and query: {@code limit.<action>.<parameter>} has the new largest value, {@code max_uses} the new number. */
    public static String of(String scope, Proposal.Tighten proposal) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath("/console/scopes").pathSegment(PathName.of(scope), "edit");
        proposal.limits().forEach(limit -> link.queryParam("limit." + limit.action() + "." + limit.parameter(),
                amount(limit.proposed(), limit.currency())));
        proposal.maxUses().ifPresent(uses -> link.queryParam("max_uses", uses));
        return link.encode().build().toUriString();
    }

    /** The value as it is written: money at the scale of its currency, which is empty for what is no money. */
    public static String amount(BigDecimal value, String currency) {
        return Money.of(value, currency).map(Money::amountText).orElseGet(value::toPlainString);
    }
}
