package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.plan.RegistryPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every registry, page by page. */
abstract class ListsContract<R extends ToolScopes & ToolScopeAdmin & RegistryLists> extends RegistryContract<R> {

    /** In the order of their bytes, which is not that of every database's collation. */
    private static final List<String> NAMES = List.of("read:a", "read:a-0b", "read:a-b", "read:a0b", "read:ab", "read:b",
            "read:b-a", "write:a");

    private static String scope(String name) {
        String effect = name.startsWith("write") ? "write" : "read";
        String label = name.endsWith("b") ? "[last-b]" : "[first-a, plain]";
        return """
                  - name: %s
                    tool: https://orders.example
                    description: Something named %s
                    effect: %s
                    labels: %s
                    identifier: {pattern: "order-[0-9]{1,10}"}
                    actions: [{name: read-order}]
                """.formatted(name, name, effect, label);
    }

    private static RegistryDocument many() {
        StringBuilder yaml = new StringBuilder("""
                tools:
                  - {resource: "https://orders.example", name: Orders, jwks: {keys: []}}
                  - {resource: "https://a.example", name: A, jwks: {keys: []}}
                scopes:
                """);
        NAMES.reversed().forEach(name -> yaml.append(scope(name)));
        return Documents.read(yaml.toString());
    }

    private static EntryFilter scopes() {
        return EntryFilter.all(EntryKind.SCOPE);
    }

    private List<String> names(EntryFilter filter) {
        return registry().entries(filter, "", 100).stream().map(entry -> entry.name().name()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 9})
    void pagesHoldEveryEntryOnceInTheOrderOfTheirBytes(int limit) {
        registry().apply(many(), ALICE);
        List<String> seen = new ArrayList<>();
        List<ListedEntry> page = registry().entries(scopes(), "", limit);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            page.forEach(entry -> seen.add(entry.name().name()));
            page = registry().entries(scopes(), seen.getLast(), limit);
        }
        assertThat(seen).isEqualTo(NAMES);
    }

    static Stream<Arguments> filters() {
        Optional<String> no = Optional.empty();
        Optional<Effect> any = Optional.empty();
        Optional<VersionState> whatever = Optional.empty();
        EntryKind scope = EntryKind.SCOPE;
        return Stream.of(
                arguments(new EntryFilter(scope, Optional.of("b"), no, any, no, whatever),
                        List.of("read:a-0b", "read:a-b", "read:a0b", "read:ab", "read:b", "read:b-a")),
                arguments(new EntryFilter(scope, Optional.of("-0"), no, any, no, whatever), List.of("read:a-0b")),
                arguments(new EntryFilter(scope, Optional.of("%"), no, any, no, whatever), List.of()),
                arguments(new EntryFilter(scope, Optional.of("\0"), no, any, no, whatever), List.of()),
                arguments(new EntryFilter(scope, no, Optional.of("https://orders.example"), any, no, whatever), NAMES),
                arguments(new EntryFilter(scope, no, Optional.of("https://a.example"), any, no, whatever), List.of()),
                arguments(new EntryFilter(scope, no, Optional.of("\0"), any, no, whatever), List.of()),
                arguments(new EntryFilter(scope, no, no, Optional.of(Effect.WRITE), no, whatever), List.of("write:a")),
                arguments(new EntryFilter(scope, no, no, Optional.of(Effect.IRREVERSIBLE), no, whatever), List.of()),
                arguments(new EntryFilter(scope, no, no, any, Optional.of("first-a"), whatever),
                        List.of("read:a", "read:b-a", "write:a")),
                arguments(new EntryFilter(scope, no, no, any, Optional.of("first"), whatever), List.of()),
                arguments(new EntryFilter(scope, no, no, any, Optional.of("\0"), whatever), List.of()),
                arguments(new EntryFilter(scope, no, no, any, no, Optional.of(VersionState.ACTIVE)), NAMES),
                arguments(new EntryFilter(scope, no, no, any, no, Optional.of(VersionState.DRAFT)), List.of()),
                arguments(new EntryFilter(scope, Optional.of("b"), Optional.of("https://orders.example"),
                        Optional.of(Effect.READ), Optional.of("plain"), Optional.of(VersionState.ACTIVE)),
                        List.of("read:b-a")),
                arguments(EntryFilter.all(EntryKind.COMPOSITION), List.of()));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterKeepsWhatItSays(EntryFilter filter, List<String> kept) {
        registry().apply(many(), ALICE);
        assertThat(names(filter)).isEqualTo(kept);
        String half = kept.isEmpty() ? "" : kept.get(kept.size() / 2);
        assertThat(registry().entries(filter, half, 100)).hasSize(kept.isEmpty() ? 0 : kept.size() - kept.size() / 2 - 1);
    }

    @Test
    void anEntryIsListedAsItIsInForce() {
        registry().apply(Documents.composed(), ALICE);
        ListedEntry refunds = registry().entry(EntryName.of(READ_REFUNDS)).orElseThrow();
        assertThat(refunds.description()).isEqualTo("Read the refunds of one order");
        assertThat(refunds.tool()).contains("https://refunds.example");
        assertThat(refunds.effect()).contains(Effect.READ);
        assertThat(refunds.labels()).containsExactly("reads-private");
        assertThat(refunds.state()).isEqualTo(VersionState.ACTIVE);
        assertThat(refunds.draft()).isEmpty();
        assertThat(registry().entry(COMPOSITION).orElseThrow().tool()).contains("https://refunds.example");
        assertThat(registry().entry(RULE).orElseThrow().labels()).containsExactly("sends-out");
        assertThat(registry().entry(new EntryName(EntryKind.SCOPE, "read:nothing"))).isEmpty();
        assertThat(registry().entry(new EntryName(EntryKind.SCOPE, "\0"))).isEmpty();
        assertThat(registry().entries(EntryFilter.all(EntryKind.COMPOSITION), "", 9)).extracting(ListedEntry::name)
                .containsExactly(COMPOSITION);
        assertThat(registry().entries(EntryFilter.all(EntryKind.NEVER_TOGETHER), "", 9)).extracting(ListedEntry::name)
                .containsExactly(RULE);
    }

    @Test
    void theListFollowsTheLifeOfAnEntry() {
        EntryName orders = EntryName.of(ORDERS);
        registry().draft(Documents.registered(), ALICE);
        assertThat(registry().entry(orders)).hasValueSatisfying(entry -> is(entry, 1, VersionState.DRAFT, 1));
        registry().activate(orders, 1, BOB);
        assertThat(registry().entry(orders)).hasValueSatisfying(entry -> is(entry, 1, VersionState.ACTIVE, 0));
        registry().draft(Documents.with("Read one order", "Read an order"), ALICE);
        assertThat(registry().entry(orders)).hasValueSatisfying(entry -> {
            is(entry, 1, VersionState.ACTIVE, 2);
            assertThat(entry.description()).isEqualTo("Read one order");
        });
        assertThat(names(state(VersionState.DRAFT))).containsExactly("read:orders", "write:refunds-under-50");
        assertThat(names(state(VersionState.ACTIVE))).containsExactly("read:orders");
        registry().activate(orders, 2, BOB);
        assertThat(registry().entry(orders)).hasValueSatisfying(entry -> {
            is(entry, 2, VersionState.ACTIVE, 0);
            assertThat(entry.description()).isEqualTo("Read an order");
        });
        registry().retire(orders, ALICE);
        assertThat(registry().entry(orders)).hasValueSatisfying(entry -> is(entry, 2, VersionState.RETIRED, 0));
        assertThat(names(state(VersionState.RETIRED))).containsExactly("read:orders");
    }

    private static EntryFilter state(VersionState state) {
        return new EntryFilter(EntryKind.SCOPE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(state));
    }

    private static void is(ListedEntry entry, int version, VersionState state, int draft) {
        assertThat(entry.version()).isEqualTo(version);
        assertThat(entry.state()).isEqualTo(state);
        assertThat(entry.draft().orElse(0)).isEqualTo(draft);
    }

    @Test
    void versionsComeTheLastOneFirstAndEachTellsItsDifferenceFromTheOneBefore() {
        EntryName refunds = EntryName.of(REFUNDS);
        registry().apply(Documents.registered(), ALICE);
        registry().apply(Documents.with("amount: {max: \"50.00\", currency: USD}\n", "amount: {max: \"80.00\", currency: USD}\n"),
                BOB);
        registry().retire(refunds, ALICE);
        List<EntryVersion> versions = registry().versions(refunds, Integer.MAX_VALUE, 9);
        assertThat(versions).extracting(EntryVersion::version).containsExactly(2, 1);
        assertThat(registry().versions(refunds, 2, 9)).isEqualTo(versions.subList(1, 2));
        assertThat(registry().versions(refunds, Integer.MAX_VALUE, 1)).isEqualTo(versions.subList(0, 1));
        assertThat(versions).isEqualTo(registry().history(refunds).reversed());
        assertThat(RegistryPlan.between(versions.get(1), versions.get(0))).extracting(PlannedChange::sentence)
                .containsExactly("amount limit 50.00 → 80.00 USD: wider");
        assertThat(versions.getFirst().scope()).isEqualTo(registry().version(REFUNDS, 2).orElseThrow());
        assertThat(versions.getFirst().yaml()).startsWith("scopes:\n- name: write:refunds-under-50\n");
        assertThat(registry().versions(new EntryName(EntryKind.SCOPE, "\0"), 9, 9)).isEmpty();
    }

    @Test
    void whoNamesAScopeIsFoundWhileInForce() {
        registry().apply(Documents.composed(), ALICE);
        assertThat(registry().naming(EntryName.of(READ_REFUNDS))).containsExactly(COMPOSITION);
        assertThat(registry().naming(EntryName.of(ORDERS))).containsExactly(RULE);
        assertThat(registry().naming(new EntryName(EntryKind.SCOPE, "read:nothing"))).isEmpty();
        assertThat(registry().naming(new EntryName(EntryKind.SCOPE, "\0"))).isEmpty();
        registry().retire(RULE, BOB);
        assertThat(registry().naming(EntryName.of(ORDERS))).isEmpty();
    }

    @Test
    void toolsAreListedWithWhoRegisteredThem() {
        registry().apply(many(), ALICE);
        registry().apply(Documents.with("name: Orders", "name: All orders"), BOB);
        assertThat(registry().tools("", 9)).extracting(listed -> listed.tool().resource())
                .containsExactly("https://a.example", "https://orders.example", "https://refunds.example");
        assertThat(registry().tools("https://a.example", 1)).extracting(ListedTool::changedBy).containsExactly("bob");
        assertThat(registry().tools("https://refunds.example", 9)).isEmpty();
        ListedTool orders = registry().listedTool("https://orders.example").orElseThrow();
        assertThat(orders.tool().name()).isEqualTo("All orders");
        assertThat(orders.changedAt()).isEqualTo(NOW);
        assertThat(registry().listedTool("https://orders.example/")).isEmpty();
        assertThat(registry().listedTool("\0")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', 3", "orders, 1", "ORDERS.example, 1", "https://, 3", "all ORD, 1", "refund, 1", "nothing, 0", "%, 0",
        "_, 0"})
    void toolsAreFoundByWhatTheirAddressOrNameHasInIt(String search, int found) {
        registry().apply(many(), ALICE);
        registry().apply(Documents.with("name: Orders", "name: All orders"), BOB);
        assertThat(registry().tools(search, "", 9)).hasSize(found);
        assertThat(registry().tools(search, "https://z.example", 9)).isEmpty();
        assertThat(registry().tools("\0", "", 9)).isEmpty();
    }

    @Test
    void aToolKeepsWhatItWasWithWhoChangedItAndWhy() {
        registry().apply(many(), ALICE);
        registry().apply(many(), ALICE);
        registry().apply(Documents.with("name: Orders", "name: All orders"), BOB);
        List<ToolVersion> versions = registry().toolVersions("https://orders.example", Integer.MAX_VALUE, 9);
        assertThat(versions).extracting(ToolVersion::version, version -> version.tool().name(), ToolVersion::change)
                .containsExactly(tuple(2, "All orders", BOB), tuple(1, "Orders", ALICE));
        assertThat(versions).extracting(ToolVersion::at).containsOnly(NOW);
        assertThat(registry().toolVersions("https://orders.example", 2, 9)).extracting(ToolVersion::version).containsExactly(1);
        assertThat(registry().toolVersions("https://orders.example", Integer.MAX_VALUE, 1)).hasSize(1);
        assertThat(registry().toolVersions("https://nothing.example", Integer.MAX_VALUE, 9)).isEmpty();
        assertThat(registry().toolVersions("\0", Integer.MAX_VALUE, 9)).isEmpty();
    }
}
