package dev.errand.toolscope.registry;

import java.util.List;

class InMemoryRegistryTest extends RegistryContract<InMemoryRegistry> {

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @Override
    List<InMemoryRegistry> nodes() {
        return List.of(this.registry);
    }
}
