package dev.errand.authz.admin.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.search.Field;
import dev.errand.authz.ledger.search.LedgerFilter;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.authz.ledger.search.LedgerSearch;
import dev.errand.toolscope.json.Parsed;

/** Reads a filter out of a query. A parameter that the list cannot be searched by is refused, not ignored. */
public final class LedgerParameters {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,512}");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int LAST_YEAR = 9999;

    private LedgerParameters() {}

    /**
     * The filter for a list.
     *
     * @param also parameters that the caller reads itself
     */
    public static Parsed<LedgerQuery> read(LedgerList list, Map<String, String[]> parameters, Set<String> also) {
        Map<Field, String> equal = new EnumMap<>(Field.class);
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (parameter.getValue().length != 1) {
                return new Parsed.Malformed<>(name, "comes twice");
            }
            Field field = Field.of(name).filter(LedgerSearch.fields(list)::contains).orElse(null);
            if (field != null && isMalformed(list, field, parameter.getValue()[0])) {
                return new Parsed.Malformed<>(name, "is no value that this can have");
            }
            if (field != null) {
                equal.put(field, parameter.getValue()[0]);
            } else if (!name.equals("since") && !name.equals("until") && !also.contains(name)) {
                return new Parsed.Malformed<>(name, "is nothing that " + list.word() + " can be searched by");
            }
        }
        return within(new LedgerFilter(equal, null, null), parameters)
                .then(filter -> new Parsed.Value<>(new LedgerQuery(list, filter)));
    }

    private static Parsed<LedgerFilter> within(LedgerFilter filter, Map<String, String[]> parameters) {
        return time("since", parameters)
                .then(since -> time("until", parameters)
                        .then(until -> new Parsed.Value<>(filter.within(since.at(), until.at()))));
    }

    private static Parsed<Bound> time(String name, Map<String, String[]> parameters) {
        String[] values = parameters.get(name);
        if (values == null) {
            return new Parsed.Value<>(new Bound(null));
        }
        try {
            return new Parsed.Value<>(new Bound(time(values[0])));
        } catch (DateTimeException ex) {
            return new Parsed.Malformed<>(name, "is no time such as 2026-01-31T12:00:00Z");
        }
    }

    /**
     * The time of this text, RFC 3339.
     *
     * @throws DateTimeException if it is none, or none that a database could hold
     */
    static Instant time(String text) {
        OffsetDateTime at = OffsetDateTime.parse(text);
        if (at.getYear() < 1 || at.getYear() > LAST_YEAR) {
            throw new DateTimeException("out of range");
        }
        return at.toInstant();
    }

    private static boolean isMalformed(LedgerList list, Field field, String value) {
        return switch (field) {
            case RUN_ID, CREDENTIAL_ID, REQUEST_ID, SESSION, CONSENT_ID, JKT, AGENT, ENDPOINT -> !ID.matcher(value).matches();
            case KIND -> list == LedgerList.ISSUANCES ? !IssuanceEntry.KINDS.contains(value) : !WORD.matcher(value).matches();
            case OUTCOME -> Outcome.of(value).isEmpty();
            case ALARM -> !value.equals("true") && !value.equals("false");
            default -> !TEXT.matcher(value).matches();
        };
    }

    private record Bound(@Nullable Instant at) {}
}
