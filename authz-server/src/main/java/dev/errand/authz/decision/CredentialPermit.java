package dev.errand.authz.decision;

import dev.errand.authz.run.Debit;
import dev.errand.toolscope.Authority;

/** Permits one credential: an access token for one call at one tool. */
public final class CredentialPermit extends Decision.Permit {

    private final Authority granted;
    private final int pinnedVersion;
    private final int activeVersion;
    private final int maxUses;
    private final Debit debit;

    CredentialPermit(TokenTerms terms, Authority granted, Versions versions, int maxUses, Debit debit) {
        super(terms);
        this.granted = granted;
        this.pinnedVersion = versions.pinned();
        this.activeVersion = versions.active();
        this.maxUses = maxUses;
        this.debit = debit;
    }

    /** The versions of the scope that the permit rests on. */
    record Versions(int pinned, int active) {}

    /** Exactly what the call may do; its tool is the token's audience. */
    public Authority granted() {
        return granted;
    }

    /** The scope's version that the user consented to. */
    public int pinnedVersion() {
        return pinnedVersion;
    }

    /** The scope's version now. */
    public int activeVersion() {
        return activeVersion;
    }

    /** How often the credential may be used. */
    public int maxUses() {
        return maxUses;
    }

    /** What it takes out of the run's budget. */
    public Debit debit() {
        return debit;
    }
}
