package dev.errand.toolscope.registry;

import dev.errand.toolscope.PlainText;

/** Who changed something, as it is kept with the change. */
final class ChangedBy {

    private static final int MAX_LENGTH = 200;

    private ChangedBy() {}

    static void require(String changedBy) {
        PlainText.require("changed_by", changedBy, MAX_LENGTH);
    }
}
