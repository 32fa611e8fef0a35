package dev.errand.authz.admin.entry;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.toolscope.registry.EntryFilter;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.RegistryLists;
import dev.errand.toolscope.registry.VersionState;

/** How far a registry has come: a tool, then a scope of it in force, then a call to try under it. Thread-safe. */
@Component
public final class FirstSteps {

    private final RegistryLists lists;

    FirstSteps(RegistryLists lists) {
        this.lists = lists;
    }

    /**
     * What there is.
     *
     * @param tool a tool's resource indicator
     * @param scope the name of a scope in force
     */
    public record Taken(Optional<String> tool, Optional<String> scope) {}

    /** What there is now; as quick as a look at two rows. */
    public Taken taken() {
        EntryFilter inForce = new EntryFilter(EntryKind.SCOPE, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(VersionState.ACTIVE));
        return new Taken(lists.tools("", 1).stream().map(listed -> listed.tool().resource()).findFirst(),
                lists.entries(inForce, "", 1).stream().map(entry -> entry.name().name()).findFirst());
    }
}
