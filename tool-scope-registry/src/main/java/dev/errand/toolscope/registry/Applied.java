package dev.errand.toolscope.registry;

import java.util.List;

/** What became of applying a document. */
public sealed interface Applied {

    /**
     * It is registered now, all of it.
     *
     * @param changes
     *            what that changed, in the order in which it was done; empty if all of it was registered already
     */
    record Done(List<RegistryChange> changes) implements Applied {

        public Done {
            changes = List.copyOf(changes);
        }
    }

    /**
     * It does not go together with what is registered; nothing was changed.
     *
     * @param member
     *            where in the document, such as {@code scopes[0].state}
     * @param problem
     *            a sentence without its subject
     */
    record Refused(String member, String problem) implements Applied {}
}
