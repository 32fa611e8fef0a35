package dev.errand.authz.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictObject;

/** One element of a report, read strictly: an unknown or over-long member, or one of another type, is an error. */
final class ToolCallItem {

    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]+");
    private static final int MAX_ID = 255;
    private static final int MAX_EXECUTION_ID = 128;
    private static final int MAX_WORD = 64;
    private static final int MAX_REASON = 128;
    private static final int MAX_IDENTIFIER = 512;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final StrictObject item;

    private ToolCallItem(StrictObject item) {
        this.item = item;
    }

    /** @param tool the authenticated tool that reports */
    static Parsed<ToolCallEntry> read(JsonNode node, String path, String tool) {
        return StrictObject.read(node, path, item -> new ToolCallItem(item).entry(tool));
    }

    /** The element's execution id, if it has one that can be answered with. */
    static @Nullable String executionId(JsonNode node) {
        JsonNode id = node.get("execution_id");
        return id != null && id.isString() && id.stringValue().length() <= MAX_EXECUTION_ID ? id.stringValue() : null;
    }

    private ToolCallEntry entry(String tool) {
        String executionId = word("execution_id", MAX_EXECUTION_ID);
        if (executionId == null) {
            throw new InvalidValue("execution_id", "is missing");
        }
        return new ToolCallEntry(tool, executionId, word("credential_id", MAX_ID), word("run_id", MAX_ID),
                word("scope", MAX_WORD), word("action", MAX_WORD), text("identifier", MAX_IDENTIFIER),
                word("parameter_digest", MAX_WORD), outcome(), word("reason", MAX_REASON), time("started_at"),
                time("ended_at"));
    }

    private Outcome outcome() {
        return Outcome.of(item.text("outcome"))
                .orElseThrow(() -> new InvalidValue("outcome", "is not one of allowed, refused, failed, unknown"));
    }

    private @Nullable String word(String member, int max) {
        String text = text(member, max);
        if (text != null && !WORD.matcher(text).matches()) {
            throw new InvalidValue(member, "has other than visible ASCII characters");
        }
        return text;
    }

    /** The member's text; {@code null} says the same as leaving it out. */
    private @Nullable String text(String member, int max) {
        if (item.optionalNode(member).filter(value -> !value.isNull()).isEmpty()) {
            return null;
        }
        String text = item.text(member);
        if (text.length() > max) {
            throw new InvalidValue(member, "is longer than " + max + " characters");
        }
        return text;
    }

    /** RFC 3339, to the microsecond, of a year that every database can hold. */
    private Instant time(String member) {
        try {
            Instant time = OffsetDateTime.parse(item.text(member)).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new InvalidValue(member, "is of another age");
            }
            return time;
        } catch (DateTimeException ex) {
            throw new InvalidValue(member, "is not a time of RFC 3339");
        }
    }
}
