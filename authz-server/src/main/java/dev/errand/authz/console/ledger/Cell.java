package dev.errand.authz.console.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Moment;
import dev.errand.authz.console.RefusalLink;

/**
 * A part of what a column says.
 *
 * @param text what it says; empty for nothing
 * @param whole the same without being shortened, or what it is the name of; null if there is no more to say
 * @param href where it leads
 * @param tone what it is to be seen at once: {@code good}, {@code bad} or {@code warn}
 * @param at the time that it says
 * @param fixed whether it is one word, which no line breaks and which is cut where it is too long
 */
record Cell(String text, @Nullable String whole, @Nullable String href, @Nullable String tone, @Nullable Moment at,
        boolean fixed) {

    private static final String FORM = "form";
    private static final int LONG_ID = 14;
    private static final int SHORT_ID = 10;
    /** What is longer may be cut. */
    private static final int LONG_NAME = 18;

    static Cell text(String text) {
        return new Cell(text, null, null, null, null, false);
    }

    /** A name or an id of whatever length. */
    static Cell name(String name) {
        return new Cell(name, whole(name), null, null, null, true);
    }

    static Cell link(String name, String href) {
        return new Cell(name, whole(name), name.isEmpty() ? null : href, null, null, true);
    }

    /** A link to what has a name for people besides the one that it is known by. */
    static Cell link(String name, String known, String href) {
        return new Cell(name, known, href, null, null, true);
    }

    /** A link to what has an id that is too long for a table. */
    static Cell id(String id, String href) {
        return id.length() <= LONG_ID ? link(id, href) : link(id.substring(0, SHORT_ID) + "…", id, href);
    }

    static Cell badge(String text, @Nullable String tone) {
        return new Cell(text, null, null, tone, null, false);
    }

    /** A link to a form, for those who may change what is in it; it has no text of its own but the name that it is about. */
    static Cell form(@Nullable RefusalLink link) {
        return link == null ? text("") : new Cell(link.name(), null, link.href(), FORM, null, false);
    }

    /** Whether it is a link to a form. */
    public boolean isForm() {
        return FORM.equals(tone);
    }

    /** The time of the day. */
    static Cell time(Moment at) {
        return new Cell(at.time(), null, null, null, at, false);
    }

    /** The day, if it is another one than this; nothing otherwise. */
    static Cell day(Moment at, String known) {
        return text(at.day().equals(known) ? "" : at.day()).unbroken();
    }

    static Moment moment(String rfc3339) {
        return Moment.of(Instant.parse(rfc3339));
    }

    private Cell unbroken() {
        return new Cell(text, whole, href, tone, at, true);
    }

    private static @Nullable String whole(String name) {
        return name.length() > LONG_NAME ? name : null;
    }
}
