package dev.errand.toolscope.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What every registry does. */
abstract class RegistryContract<R extends ToolScopes & ToolScopeAdmin> extends LifecycleContract<R> {

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
        registry().apply(document, ALICE);
        ToolScope refunds = document.scopes().getFirst().withVersion(1);
        assertThat(registry().active(REFUNDS)).contains(refunds);
        assertThat(registry().version(REFUNDS, 1)).contains(refunds);
        assertThat(registry().tool("https://refunds.example")).contains(document.tools().getFirst());
        assertThat(registry().tools()).containsExactlyInAnyOrderElementsOf(document.tools());
        assertThat(registry().activeScopes()).extracting(ToolScope::name).containsExactly(ORDERS, REFUNDS);
    }

    @Test
    void comparesNamesAndResourcesExactly() {
        registry().apply(Documents.registered(), ALICE);
        assertThat(registry().tool("https://refunds.example/")).isEmpty();
        assertThat(registry().tool("https://REFUNDS.example")).isEmpty();
        assertThat(registry().active(new ScopeName("write:refunds-under-5"))).isEmpty();
        assertThat(registry().tool("https://refunds.example")).isPresent();
    }

    /** A name that no database takes is the name of nothing: whoever asks may have it from anywhere. */
    @Test
    void knowsNoToolOfAnUnspeakableName() {
        registry().apply(Documents.registered(), ALICE);
        assertThat(Stream.of("\0", "https://refunds.example\0", "https://refunds.example/\uD800", ""))
                .allMatch(resource -> registry().tool(resource).isEmpty());
        assertThat(registry().tool("https://refunds.example")).isPresent();
    }

    @Test
    void applyingTheSameDocumentAgainChangesNothing() {
        registry().apply(Documents.registered(), ALICE);
        registry().apply(Documents.registered(), BOB);
        registry().apply(Documents.with("\"order-[0-9]{1,10}\"", "\"order-[0123456789]{1,10}\""), BOB);
        assertThat(registry().activeScopes()).extracting(ToolScope::version).containsExactly(1, 1);
        assertThat(registry().version(REFUNDS, 2)).isEmpty();
    }

    @Test
    void aChangedScopeBecomesANewVersionAndTheOldOneStays() {
        registry().apply(Documents.registered(), ALICE);
        ToolScope before = registry().active(REFUNDS).orElseThrow();
        registry().apply(Documents.with("amount: {max: \"50.00\"", "amount: {max: \"50.01\""), BOB);
        ToolScope after = registry().active(REFUNDS).orElseThrow();
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.authority()).isNotEqualTo(before.authority());
        assertThat(registry().version(REFUNDS, 1)).contains(before);
        assertThat(registry().version(REFUNDS, 2)).contains(after);
        assertThat(registry().active(ORDERS).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void goingBackToAnEarlierFormIsAVersionOfItsOwn() {
        registry().apply(Documents.registered(), ALICE);
        registry().apply(Documents.with("Read one order", "Read an order"), BOB);
        registry().apply(Documents.registered(), ALICE);
        assertThat(registry().active(ORDERS).orElseThrow().version()).isEqualTo(3);
        assertThat(registry().version(ORDERS, 3).map(scope -> scope.withVersion(1))).isEqualTo(registry().version(ORDERS, 1));
    }

    @Test
    void whatADocumentDoesNotMentionStays() {
        registry().apply(Documents.registered(), ALICE);
        registry().apply(new RegistryDocument(List.of(), List.of()), BOB);
        assertThat(registry().activeScopes()).hasSize(2);
        assertThat(registry().tools()).hasSize(2);
    }

    @Test
    void aChangedToolIsReplaced() {
        registry().apply(Documents.registered(), ALICE);
        registry().apply(Documents.with("name: Orders", "name: All orders"), BOB);
        assertThat(registry().tool("https://orders.example").orElseThrow().name()).isEqualTo("All orders");
        assertThat(registry().tools()).hasSize(2);
    }

    @Test
    void versionsBeginAtOne() {
        registry().apply(Documents.registered(), ALICE);
        assertThat(Stream.of(-1, 0, 2, Integer.MAX_VALUE)).allMatch(version -> registry().version(REFUNDS, version).isEmpty());
        assertThat(registry().version(REFUNDS, 1)).isPresent();
    }

    @Test
    void whoChangedItAndWhyIsPlainText() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new Change("alice\nbob", "a test"));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Change("alice", "x".repeat(201)));
        assertThat(new Change("alice", "x".repeat(200))).isNotNull();
    }

    @Test
    void manyNodesThatApplyOneDocumentAtOnceMakeOneVersion() throws Exception {
        atOnce(8, () -> Documents.registered());
        assertThat(registry().activeScopes()).extracting(ToolScope::version).containsExactly(1, 1);
    }

    @Test
    void changesAtOnceEachMakeAVersion() throws Exception {
        registry().apply(Documents.registered(), ALICE);
        var cents = new AtomicInteger(10);
        atOnce(8, () -> Documents.with("amount: {max: \"50.00\"", "amount: {max: \"50." + cents.incrementAndGet() + "\""));
        assertThat(registry().active(REFUNDS).orElseThrow().version()).isEqualTo(9);
        assertThat(Stream.iterate(1, i -> i + 1).limit(9).map(i -> registry().version(REFUNDS, i).orElseThrow().authority()))
                .doesNotHaveDuplicates();
    }

    @Test
    void findsAComposition() {
        registry().apply(Documents.composed(), ALICE);
        Composition registered = Documents.composed().compositions().getFirst().withVersion(1);
        assertThat(registry().composition(Set.of(REFUNDS, READ_REFUNDS))).contains(registered);
        assertThat(registry().composition(Set.of(REFUNDS))).isEmpty();
        assertThat(registry().composition(Set.of(REFUNDS, READ_REFUNDS, ORDERS))).isEmpty();
        assertThat(registry().composition(Set.of())).isEmpty();
    }

    @Test
    void findsTheRulesThatNameAScopeOrALabel() {
        registry().apply(Documents.composed(), ALICE);
        NeverTogether rule = Documents.composed().neverTogether().getFirst().withVersion(1);
        assertThat(registry().neverTogether(List.of(ORDERS), List.of())).containsExactly(rule);
        assertThat(registry().neverTogether(List.of(), List.of("sends-out"))).containsExactly(rule);
        assertThat(registry().neverTogether(List.of(ORDERS, REFUNDS), List.of("sends-out"))).containsExactly(rule);
        assertThat(registry().neverTogether(List.of(REFUNDS), List.of("reads-private", "\0"))).isEmpty();
        assertThat(registry().neverTogether(List.of(), List.of())).isEmpty();
    }

    @Test
    void aRetiredScopeIsKnownAndNotActive() {
        registry().apply(Documents.registered(), ALICE);
        assertThat(registry().known(ORDERS)).isTrue();
        registry().apply(Documents.with("name: read:orders", "name: read:orders\n    state: retired"), BOB);
        assertThat(registry().active(ORDERS)).isEmpty();
        assertThat(registry().activeScopes()).extracting(ToolScope::name).containsExactly(REFUNDS);
        assertThat(registry().known(ORDERS)).isTrue();
        assertThat(registry().version(ORDERS, 1)).isPresent();
        assertThat(registry().version(ORDERS, 2)).isEmpty();
        assertThat(registry().known(READ_REFUNDS)).isFalse();
        registry().apply(Documents.registered(), ALICE);
        assertThat(registry().active(ORDERS).orElseThrow().version()).isEqualTo(2);
    }

    static Stream<Arguments> documentsAgainstWhatIsRegistered() {
        String more = Documents.MORE;
        String scope = more.substring(0, more.indexOf("compositions:"));
        String composition = more.substring(more.indexOf("compositions:"), more.indexOf("never_together:"));
        String rule = more.substring(more.indexOf("never_together:"));
        String forbids = rule.replace("[read:orders]", "[read:refunds, write:refunds-under-50]")
                .replace("    labels: [sends-out]\n", "")
                .replace("no-leak", "no-refund-with-a-look");
        String both = Documents.YAML + scope;
        return Stream.of(
                arguments("retires what an active composition names", both + "    state: retired\n",
                        both + "    state: active\n", "scopes[2].state"),
                arguments("composes the same scopes under another name",
                        both + composition.replace("refund-and-look", "both"), both + composition, "compositions[0].scopes"),
                arguments("forbids an active composition", both + forbids,
                        both + forbids.replace("read:refunds,", "read:orders,"), "never_together[0]"),
                arguments("gives a scope a label by which it breaks an active rule alone",
                        both.replace("Read one order\n", "Read one order\n    labels: [sends-out]\n"),
                        both.replace("Read one order\n", "Read one order\n    labels: [sends-in]\n"), "scopes[1].labels"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documentsAgainstWhatIsRegistered")
    void aDocumentThatDoesNotGoTogetherWithWhatIsRegisteredChangesNothing(String what, String spoiled, String good,
            String member) {
        registry().apply(Documents.composed(), ALICE);
        String revision = registry().revision();
        assertThat(registry().apply(Documents.read(spoiled), BOB)).isInstanceOfSatisfying(Applied.Refused.class,
                refused -> assertThat(refused.member()).isEqualTo(member));
        assertThat(registry().revision()).isEqualTo(revision);
        assertThat(registry().apply(Documents.read(good), BOB)).isInstanceOf(Applied.Done.class);
    }

    @Test
    void holdsNothingAgainstReaders() {
        registry().apply(Documents.composed(), ALICE);
        registry().hold(Set.of(REFUNDS, READ_REFUNDS));
        registry().hold(Set.of());
        assertThat(registry().active(REFUNDS)).isPresent();
    }

    @Test
    void theRevisionChangesWithEveryChangeAndWithNothingElse() {
        List<String> revisions = new ArrayList<>(List.of(registry().revision()));
        Consumer<RegistryDocument> apply = document -> {
            registry().apply(document, ALICE);
            revisions.add(registry().revision());
        };
        apply.accept(Documents.registered());
        apply.accept(Documents.composed());
        apply.accept(Documents.with("name: Orders", "name: All orders"));
        apply.accept(Documents.with("name: read:orders", "name: read:orders\n    state: retired"));
        assertThat(revisions).doesNotHaveDuplicates();
        apply.accept(Documents.with("name: read:orders", "name: read:orders\n    state: retired"));
        assertThat(revisions.getLast()).isEqualTo(revisions.get(revisions.size() - 2));
    }

    @Test
    void whatIsExportedAndAppliedToAnEmptyRegistryIsExportedByteForByteTheSame() {
        registry().apply(Documents.composed(), ALICE);
        registry().apply(Documents.read(Documents.composedText().replace("Read one order", "Read an order")), BOB);
        registry().retire(RULE, BOB);
        String export = RegistryYaml.write(registry().document());
        InMemoryRegistry empty = new InMemoryRegistry(InstantSource.fixed(Instant.EPOCH));
        empty.apply(Documents.read(export), ALICE);
        assertThat(RegistryYaml.write(empty.document())).isEqualTo(export)
                .containsOnlyOnce("state: retired")
                .contains("Read an order");
    }

    private void atOnce(int callers, Callable<RegistryDocument> document) throws Exception {
        Race.over(nodes(), callers, node -> () -> {
            node.apply(document.call(), new Change("node", "all at once"));
            return true;
        });
    }
}
