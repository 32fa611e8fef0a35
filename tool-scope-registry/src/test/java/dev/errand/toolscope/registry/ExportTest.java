package dev.errand.toolscope.registry;

import java.time.Instant;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;

import dev.errand.toolscope.json.Parsed.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** A registry's export is the registry. */
class ExportTest {

    private static final Change CHANGE = new Change("alice", "a test");

    @Test
    void whatIsExportedAndAppliedToAnEmptyRegistryIsExportedByteForByteTheSame() {
        GeneratedDocuments generated = new GeneratedDocuments(5);
        int retired = 0;
        int composed = 0;
        for (int i = 0; i < 100; i++) {
            RegistryDocument document = generated.document();
            assertThat(RegistryYaml.read(RegistryYaml.write(document))).isEqualTo(new Value<>(document));
            String first = export(document);
            String second = export(Documents.read(first));
            assertThat(second).isEqualTo(first);
            retired += document.retired().size();
            composed += document.compositions().size() + document.neverTogether().size();
        }
        assertThat(retired).isGreaterThan(100);
        assertThat(composed).isGreaterThan(100);
    }

    @Test
    void whatWasReplacedAndDraftedIsNotExported() {
        InMemoryRegistry registry = new InMemoryRegistry(InstantSource.fixed(Instant.EPOCH));
        registry.apply(Documents.with("Read one order", "Read an order"), CHANGE);
        registry.apply(Documents.registered(), CHANGE);
        registry.draft(Documents.composed(), CHANGE);
        assertThat(RegistryYaml.write(registry.document())).isEqualTo(export(Documents.registered()))
                .doesNotContain("Read an order", "refund-and-look", "version");
    }

    private static String export(RegistryDocument document) {
        InMemoryRegistry registry = new InMemoryRegistry(InstantSource.fixed(Instant.EPOCH));
        assertThat(registry.apply(document, CHANGE)).isInstanceOf(Applied.Done.class);
        return RegistryYaml.write(registry.document());
    }
}
