package dev.errand.authz.mint;

import java.time.Instant;
import java.util.Map;

/**
 * What a security event token says (RFC 8417 §2.2).
 *
 * @param id its {@code jti}, the same however often it is sent
 * @param audience the receiver's
 * @param issuedAt its {@code iat}
 * @param subject its {@code sub_id} (RFC 9493)
 * @param type the URI of the event
 * @param event the event itself
 */
public record SecurityEvent(String id, String audience, Instant issuedAt, Map<String, Object> subject, String type,
        Map<String, Object> event) {

    public SecurityEvent {
        subject = Map.copyOf(subject);
        event = Map.copyOf(event);
    }
}
