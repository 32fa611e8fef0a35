package dev.errand.authz.console.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Moment;
import dev.errand.authz.console.RefusalLink;

/**
 * A cell of a table.
 *
 * @param text what it says; empty for nothing
 * @param whole the same without being shortened; null if it is not
 * @param href where it leads
 * @param tone what it is to be seen at once: {@code good}, {@code bad} or {@code warn}
 * @param at the time that it says instead
 */
record Cell(String text, @Nullable String whole, @Nullable String href, @Nullable String tone, @Nullable Moment at) {

    private static final String FORM = "form";
    private static final int LONG_ID = 14;
    private static final int SHORT_ID = 10;

    static Cell text(String text) {
        return new Cell(text, null, null, null, null);
    }

    static Cell link(String text, String href) {
        return new Cell(text, null, text.isEmpty() ? null : href, null, null);
    }

    /** A link to what has an id that is too long for a table. */
    static Cell id(String id, String href) {
        return id.length() <= LONG_ID
                ? link(id, href)
                : new Cell(id.substring(0, SHORT_ID) + "…", id, href, null, null);
    }

    static Cell badge(String text, @Nullable String tone) {
        return new Cell(text, null, null, tone, null);
    }

    /** A link to a form, for those who may change what is in it; it has no text of its own but the name that it is about. */
    static Cell form(@Nullable RefusalLink link) {
        return link == null ? text("") : new Cell(link.name(), null, link.href(), FORM, null);
    }

    /** Whether it is a link to a form. */
    public boolean isForm() {
        return FORM.equals(tone);
    }

    static Cell time(String rfc3339) {
        return rfc3339.isEmpty() ? text("") : new Cell("", null, null, null, Moment.of(Instant.parse(rfc3339)));
    }
}
