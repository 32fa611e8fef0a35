package dev.errand.toolscope.registry;

class InMemoryRegistryTest extends RegistryContract<InMemoryRegistry> {

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @Override
    InMemoryRegistry registry() {
        return this.registry;
    }
}
