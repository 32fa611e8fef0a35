package dev.errand.authz.admin.registry;

import java.util.List;

import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.registry.RegistryChange;

/** What became of a document that was sent to the registry. */
public sealed interface RegistryOutcome {

    /** It was compared and nothing was done. */
    record Planned(List<PlannedChange> changes, String revision) implements RegistryOutcome {}

    /** All of it is registered; the changes are empty if it was before. */
    record Registered(List<RegistryChange> changes, String revision) implements RegistryOutcome {}

    /** The registry is not the one that the caller has seen. */
    record Changed(String revision) implements RegistryOutcome {}

    /**
     * It is no document that can be registered anywhere.
     *
     * @param member where, empty for the whole of it
     * @param problem a sentence without its subject, which ends with the line where that is known
     */
    record Unreadable(String member, String problem) implements RegistryOutcome {}

    /** It does not go together with what is registered. */
    record Refused(String member, String problem) implements RegistryOutcome {}
}
