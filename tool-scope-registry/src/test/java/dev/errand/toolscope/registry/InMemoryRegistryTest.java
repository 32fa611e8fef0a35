package dev.errand.toolscope.registry;

import java.time.InstantSource;
import java.util.List;

class InMemoryRegistryTest extends ListsContract<InMemoryRegistry> {

    private final InMemoryEntries entries = new InMemoryEntries();

    @Override
    List<InMemoryRegistry> nodes() {
        return List.of(wanting(Approval.NOT_NEEDED));
    }

    @Override
    InMemoryRegistry wanting(Approval approval) {
        return new InMemoryRegistry(this.entries,
                new RegistryEditor(this.entries, InstantSource.fixed(NOW), this.heard::add, approval));
    }
}
