package dev.errand.toolscope.registry;

/**
 * Whoever wants to know what changes, for instance to write it down. Called inside the transaction that makes the
 * change: what it writes through the same data source is there if and only if the change is, and if it throws there is
 * no change.
 */
@FunctionalInterface
public interface RegistryChanges {

    void changed(RegistryChange change);
}
