package dev.errand.authz.ledger.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A credential with what tools reported of it.
 *
 * @param credentialId its {@code jti}
 * @param tool its {@code aud}
 * @param scopes its scopes, each of which a call may be of
 * @param issuedAt its {@code iat}
 * @param expiresAt its {@code exp}
 * @param maxUses how many calls it is good for, whichever of its scopes they are of
 * @param allowed how many calls were reported as allowed
 */
public record IssuedCredential(String credentialId, String tool, List<IssuedScope> scopes, Instant issuedAt,
        Instant expiresAt, int maxUses, int allowed) {

    public IssuedCredential {
        scopes = List.copyOf(scopes);
    }

    /** How many calls it may still be used for. A call of which nobody knows whether it was made counts as not made. */
    public int usesLeft() {
        return Math.max(0, maxUses - allowed);
    }

    /** One row per scope, the rows of a credential one after the other, as one credential each. */
    static List<IssuedCredential> joined(List<IssuedCredential> rows) {
        List<IssuedCredential> joined = new ArrayList<>();
        for (IssuedCredential row : rows) {
            if (!joined.isEmpty() && joined.getLast().credentialId.equals(row.credentialId)) {
                joined.set(joined.size() - 1, joined.getLast().and(row));
            } else {
                joined.add(row);
            }
        }
        return List.copyOf(joined);
    }

    private IssuedCredential and(IssuedCredential row) {
        List<IssuedScope> all = new ArrayList<>(scopes);
        all.addAll(row.scopes);
        return new IssuedCredential(credentialId, tool, all, issuedAt, expiresAt, maxUses, allowed);
    }
}
