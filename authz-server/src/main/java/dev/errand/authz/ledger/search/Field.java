package dev.errand.authz.ledger.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the ledger can be searched by, the fields that leave the fewest rows first. */
public enum Field {
    /** A credential's {@code jti}. */
    CREDENTIAL_ID,
    /** A run. */
    RUN_ID,
    /** The one thing that a call was about, for example an order. */
    IDENTIFIER,
    /** The HTTP request, by the id that the log has of it. */
    REQUEST_ID,
    /** The user's session, by its {@code sid}. */
    SESSION,
    /** A consent. */
    CONSENT_ID,
    /** The thumbprint of a key, that of a call's credential for example. */
    JKT,
    /** The user. */
    SUBJECT,
    /** The {@code client_id}. */
    AGENT,
    /** A tool scope. */
    SCOPE,
    /** A tool's resource URI. */
    TOOL,
    /** The composition that let several scopes share a credential, by its name. */
    COMPOSITION,
    /** What kind of event, or of token. */
    KIND,
    /** Why something was refused or failed. */
    REASON,
    /** The error that a refusal was answered with. */
    ERROR,
    /** The path where something was refused. */
    ENDPOINT,
    /** What a tool says became of a call. */
    OUTCOME,
    /** Whether an event is one that someone should look at. */
    ALARM,
    /** The action at the tool. */
    ACTION;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of this word. */
    public static Optional<Field> of(String word) {
        return Arrays.stream(values()).filter(field -> field.word().equals(word)).findFirst();
    }
}
