package dev.errand.toolscope.registry;

import dev.errand.toolscope.PlainText;

/**
 * Who changes something and why, as it is kept with the change: plain text of at most 200 characters each.
 *
 * @param by
 *            names a person or a program; two names are the same if they are equal texts
 */
public record Change(String by, String why) {

    private static final int MAX_LENGTH = 200;

    /**
     * @throws dev.errand.toolscope.InvalidValue
     *             if one of them is not plain text
     */
    public Change {
        PlainText.require("by", by, MAX_LENGTH);
        PlainText.require("why", why, MAX_LENGTH);
    }
}
