package dev.errand.authz.run;

import java.time.Instant;
import java.util.Map;

import dev.errand.toolscope.Money;

/**
 * A consent that later runs of its agent may rest on.
 *
 * @param consentId the consent
 * @param sid the session that it was given in, and ends with
 * @param subject the user
 * @param clientId the agent
 * @param terms what was consented to, the whole budget in it
 * @param left what is left of that budget, for all runs together
 * @param endsAt from when on no run is opened by it
 */
public record RememberedConsent(String consentId, String sid, String subject, String clientId, RunTerms terms,
        BudgetLeft left, Instant endsAt) {

    /**
     * Whether a run with these terms needs no further consent: each element of its ceiling lies inside one of the
     * consent's that pins the same version, its budget is no larger than all that was consented to, and something is left
     of everything that it asks for.
     */
    public boolean covers(RunTerms asked) {
        return left.calls() > 0 && asked.budget().totals().keySet().stream().noneMatch(this::isExhausted)
                && within(asked.budget(), terms.budget().maxCalls(), terms.budget().totals()) && asked.ceiling().stream()
                        .allMatch(entry -> terms.ceiling().stream().anyMatch(consented -> consented.covers(entry)));
    }

    /** Whether all of that budget is left. */
    public boolean holds(Budget asked) {
        return within(asked, left.calls(), left.totals());
    }

    private boolean isExhausted(String parameter) {
        Money rest = left.totals().get(parameter);
        return rest == null || rest.amount().signum() == 0;
    }

    private static boolean within(Budget asked, int calls, Map<String, Money> totals) {
        return asked.maxCalls() <= calls && asked.totals().entrySet().stream().allMatch(total -> {
            Money most = totals.get(total.getKey());
            return most != null && most.currency().equals(total.getValue().currency())
                    && most.amount().compareTo(total.getValue().amount()) >= 0;
        });
    }
}
