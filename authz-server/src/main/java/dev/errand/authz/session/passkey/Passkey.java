package dev.errand.authz.session.passkey;

import java.time.Instant;
import java.util.Optional;

/**
 * A passkey, as its user sees it in a list.
 *
 * @param id hash of the credential's id, by which everything but the ceremonies names it
 * @param label what the user calls it
 * @param createdAt when it was registered
 * @param lastUsedAt when its user last logged in with it
 */
public record Passkey(String id, String label, Instant createdAt, Optional<Instant> lastUsedAt) {}
