package dev.errand.authz.admin.usage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.PathName;

/** The report's rows in JSON. Amounts are decimal strings, those of money at the scale of their currency. */
final class UsageJson {

    private UsageJson() {}

    static Map<String, @Nullable Object> write(UsageRow row) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("agent", row.agent());
        members.put("scope", row.scope());
        members.put("allowed", row.allowed());
        members.put("registered", row.registered());
        members.put("granted", row.granted());
        members.put("calls", row.calls());
        members.put("never_used", row.neverUsed());
        members.put("last_granted", row.lastGranted().map(Instant::toString).orElse(null));
        members.put("last_used", row.lastUsed().map(Instant::toString).orElse(null));
        members.put("limits", row.limits().stream().map(UsageJson::write).toList());
        members.put("proposal", write(row.scope(), row.proposal()));
        members.put("agent_href", AdminRoutes.BASE + "/v1/agents/" + PathName.of(row.agent()));
        members.put("scope_href", AdminRoutes.BASE + "/v1/scopes/" + PathName.of(row.scope()));
        return members;
    }

    private static Map<String, @Nullable Object> write(LimitUse limit) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("action", limit.action());
        members.put("parameter", limit.parameter());
        members.put("currency", limit.currency().isEmpty() ? null : limit.currency());
        members.put("largest", EditorLink.amount(limit.largest(), limit.currency()));
        members.put("registered", limit.registered().map(max -> EditorLink.amount(max, limit.currency())).orElse(null));
        return members;
    }

    private static Map<String, @Nullable Object> write(String scope, Proposal proposal) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        switch (proposal) {
            case Proposal.Nothing() -> members.put("kind", "none");
            case Proposal.Gone() -> members.put("kind", "none");
            case Proposal.Unused(boolean byAnyone) -> members.put("kind", byAnyone ? "take_away" : "retire_or_take_away");
            case Proposal.Tighten tighten -> {
                members.put("kind", "tighten");
                members.put("limits", tighten.limits().stream().map(UsageJson::write).toList());
                members.put("max_uses", tighten.maxUses().isPresent() ? tighten.maxUses().getAsInt() : null);
                members.put("editor", EditorLink.of(scope, tighten));
            }
        }
        return members;
    }

    private static Map<String, @Nullable Object> write(Proposal.NewLimit limit) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("action", limit.action());
        members.put("parameter", limit.parameter());
        members.put("currency", limit.currency().isEmpty() ? null : limit.currency());
        members.put("now", EditorLink.amount(limit.now(), limit.currency()));
        members.put("proposed", EditorLink.amount(limit.proposed(), limit.currency()));
        return members;
    }
}
