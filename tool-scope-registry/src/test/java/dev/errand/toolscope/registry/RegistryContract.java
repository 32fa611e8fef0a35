package dev.errand.toolscope.registry;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What every registry does. */
abstract class RegistryContract<R extends ToolScopes & ToolScopeAdmin> {

    static final ScopeName REFUNDS = new ScopeName("write:refunds-under-50");
    static final ScopeName ORDERS = new ScopeName("read:orders");

    /** The empty registry of this test, as each node sees it. */
    abstract List<R> nodes();

    final R registry() {
        return nodes().getFirst();
    }

    @Test
    void anEmptyRegistryKnowsNothing() {
        assertThat(registry().tools()).isEmpty();
        assertThat(registry().activeScopes()).isEmpty();
        assertThat(registry().active(REFUNDS)).isEmpty();
        assertThat(registry().version(REFUNDS, 1)).isEmpty();
        assertThat(registry().tool("https://refunds.example")).isEmpty();
    }

    @Test
    void holdsWhatWasAppliedAsVersionOne() {
        RegistryDocument document = Documents.registered();
        registry().apply(document, "alice");
        ToolScope refunds = document.scopes().getFirst().withVersion(1);
        assertThat(registry().active(REFUNDS)).contains(refunds);
        assertThat(registry().version(REFUNDS, 1)).contains(refunds);
        assertThat(registry().tool("https://refunds.example")).contains(document.tools().getFirst());
        assertThat(registry().tools()).containsExactlyInAnyOrderElementsOf(document.tools());
        assertThat(registry().activeScopes()).extracting(ToolScope::name).containsExactly(ORDERS, REFUNDS);
    }

    @Test
    void comparesNamesAndResourcesExactly() {
        registry().apply(Documents.registered(), "alice");
        assertThat(registry().tool("https://refunds.example/")).isEmpty();
        assertThat(registry().tool("https://REFUNDS.example")).isEmpty();
        assertThat(registry().active(new ScopeName("write:refunds-under-5"))).isEmpty();
        assertThat(registry().tool("https://refunds.example")).isPresent();
    }

    /** A name that no database takes is the name of nothing: whoever asks may have it from anywhere. */
    @Test
    void knowsNoToolOfAnUnspeakableName() {
        registry().apply(Documents.registered(), "alice");
        assertThat(Stream.of("\0", "https://refunds.example\0", "https://refunds.example/\uD800", ""))
                .allMatch(resource -> registry().tool(resource).isEmpty());
        assertThat(registry().tool("https://refunds.example")).isPresent();
    }

    @Test
    void applyingTheSameDocumentAgainChangesNothing() {
        registry().apply(Documents.registered(), "alice");
        registry().apply(Documents.registered(), "bob");
        registry().apply(Documents.with("\"order-[0-9]{1,10}\"", "\"order-[0123456789]{1,10}\""), "bob");
        assertThat(registry().activeScopes()).extracting(ToolScope::version).containsExactly(1, 1);
        assertThat(registry().version(REFUNDS, 2)).isEmpty();
    }

    @Test
    void aChangedScopeBecomesANewVersionAndTheOldOneStays() {
        registry().apply(Documents.registered(), "alice");
        ToolScope before = registry().active(REFUNDS).orElseThrow();
        registry().apply(Documents.with("amount: {max: \"50.00\"", "amount: {max: \"50.01\""), "bob");
        ToolScope after = registry().active(REFUNDS).orElseThrow();
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.authority()).isNotEqualTo(before.authority());
        assertThat(registry().version(REFUNDS, 1)).contains(before);
        assertThat(registry().version(REFUNDS, 2)).contains(after);
        assertThat(registry().active(ORDERS).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void goingBackToAnEarlierFormIsAVersionOfItsOwn() {
        registry().apply(Documents.registered(), "alice");
        registry().apply(Documents.with("Read one order", "Read an order"), "bob");
        registry().apply(Documents.registered(), "alice");
        assertThat(registry().active(ORDERS).orElseThrow().version()).isEqualTo(3);
        assertThat(registry().version(ORDERS, 3).map(scope -> scope.withVersion(1))).isEqualTo(registry().version(ORDERS, 1));
    }

    @Test
    void whatADocumentDoesNotMentionStays() {
        registry().apply(Documents.registered(), "alice");
        registry().apply(new RegistryDocument(List.of(), List.of()), "bob");
        assertThat(registry().activeScopes()).hasSize(2);
        assertThat(registry().tools()).hasSize(2);
    }

    @Test
    void aChangedToolIsReplaced() {
        registry().apply(Documents.registered(), "alice");
        registry().apply(Documents.with("name: Orders", "name: All orders"), "bob");
        assertThat(registry().tool("https://orders.example").orElseThrow().name()).isEqualTo("All orders");
        assertThat(registry().tools()).hasSize(2);
    }

    @Test
    void versionsBeginAtOne() {
        registry().apply(Documents.registered(), "alice");
        assertThat(Stream.of(-1, 0, 2, Integer.MAX_VALUE)).allMatch(version -> registry().version(REFUNDS, version).isEmpty());
        assertThat(registry().version(REFUNDS, 1)).isPresent();
    }

    @Test
    void whoChangedItIsPlainText() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> registry().apply(Documents.registered(), "alice\nbob"));
        assertThat(registry().activeScopes()).isEmpty();
    }

    @Test
    void manyNodesThatApplyOneDocumentAtOnceMakeOneVersion() throws Exception {
        atOnce(8, () -> Documents.registered());
        assertThat(registry().activeScopes()).extracting(ToolScope::version).containsExactly(1, 1);
    }

    @Test
    void changesAtOnceEachMakeAVersion() throws Exception {
        registry().apply(Documents.registered(), "alice");
        var cents = new AtomicInteger(10);
        atOnce(8, () -> Documents.with("amount: {max: \"50.00\"", "amount: {max: \"50." + cents.incrementAndGet() + "\""));
        assertThat(registry().active(REFUNDS).orElseThrow().version()).isEqualTo(9);
        assertThat(Stream.iterate(1, i -> i + 1).limit(9).map(i -> registry().version(REFUNDS, i).orElseThrow().authority()))
                .doesNotHaveDuplicates();
    }

    private void atOnce(int callers, Callable<RegistryDocument> document) throws Exception {
        Race.over(nodes(), callers, node -> () -> {
            node.apply(document.call(), "node");
            return true;
        });
    }
}
