package dev.errand.toolscope.alive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * A credential that is no longer good, though it has not expired.
 *
 * @param credentialId its {@code jti}
 * @param reason the stable word for why
 * @param expiresAt its {@code exp}, after which nobody needs to know
 */
public record Revocation(String credentialId, String reason, Instant expiresAt) {

    private static final int LONGEST_ID = 255;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}+");
    private static final int FINEST = 12;
    private static final BigDecimal LATEST = new BigDecimal("253402300799");

    /** Makes a word of the reason: it ends up in a header field and in the ledger. */
    public Revocation {
        reason = WORD.matcher(reason).matches() ? reason : Liveness.RUN_ENDED;
    }

    /** One element of the feed; members that are not known here are not read. */
    static Optional<Revocation> read(JsonNode item) {
        JsonNode id = item.path("credential_id");
        JsonNode expiresAt = item.path("expires_at");
        if (!id.isString() || id.stringValue().isEmpty() || id.stringValue().length() > LONGEST_ID
                || !expiresAt.isNumber()) {
            return Optional.empty();
        }
        return time(expiresAt.decimalValue())
                .map(time -> new Revocation(id.stringValue(), item.path("reason").asString(""), time));
    }

    /** Seconds since the epoch, a fraction rounded up: to know a moment longer does no harm. */
    private static Optional<Instant> time(BigDecimal seconds) {
        boolean possible = Math.abs(seconds.scale()) <= FINEST && seconds.signum() >= 0 && seconds.compareTo(LATEST) <= 0;
        return possible
                ? Optional.of(Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.CEILING).longValue()))
                : Optional.empty();
    }
}
