package dev.errand.authz.session;

import java.util.Locale;

/** Who or what made something end, as others are told it ({@code initiating_entity}, OpenID CAEP §2). */
public enum Initiator {
    /** An administrator, or whoever manages the accounts and agents. */
    ADMIN,
    /** The user, or the agent on the user's behalf. */
    USER,
    /** A limit that was set beforehand. */
    POLICY,
    /** This server, or another that it relies on. */
    SYSTEM;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
