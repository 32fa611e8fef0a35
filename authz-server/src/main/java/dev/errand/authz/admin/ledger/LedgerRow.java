package dev.errand.authz.admin.ledger;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A row of one of the ledger's lists, the same for API, export and pages.
 *
 * @param members its members as the API writes them
 */
public record LedgerRow(Map<String, @Nullable Object> members) {

    /** The member at this path, such as {@code issuance.agent}; null if there is none. */
    public @Nullable Object at(String path) {
        Object found = members;
        for (String name : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return found;
    }

    /** The member at this path as text; empty if there is none. */
    public String text(String path) {
        Object found = at(path);
        return found == null ? "" : found.toString();
    }
}
