package dev.errand.toolscope.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.registry.EntryVersion.Transition;

import static dev.errand.toolscope.registry.VersionState.ACTIVE;
import static dev.errand.toolscope.registry.VersionState.DRAFT;
import static dev.errand.toolscope.registry.VersionState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

/** The life of an entry in every registry: drafts, what is in force, what is retired, and who did it. */
abstract class LifecycleContract<R extends ToolScopes & ToolScopeAdmin> {

    static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");
    static final ScopeName REFUNDS = new ScopeName("write:refunds-under-50");
    static final ScopeName ORDERS = new ScopeName("read:orders");
    static final ScopeName READ_REFUNDS = new ScopeName("read:refunds");
    static final EntryName COMPOSITION = new EntryName(EntryKind.COMPOSITION, "refund-and-look");
    static final EntryName RULE = new EntryName(EntryKind.NEVER_TOGETHER, "no-leak");
    static final Change ALICE = new Change("alice", "a test");
    static final Change BOB = new Change("bob", "another test");

    /** What the listeners of all registries here have heard. */
    final List<RegistryChange> heard = Collections.synchronizedList(new ArrayList<>());

    /** The empty registry of this test, as each node sees it. */
    abstract List<R> nodes();

    /** The same registry, wanting that approval. */
    abstract R wanting(Approval approval);

    final R registry() {
        return nodes().getFirst();
    }

    private static EntryName name(EntryKind kind) {
        return switch (kind) {
            case TOOL -> new EntryName(EntryKind.TOOL, "https://refunds.example");
            case SCOPE -> EntryName.of(ORDERS);
            case COMPOSITION -> COMPOSITION;
            case NEVER_TOGETHER -> RULE;
        };
    }

    private static RegistryDocument changed() {
        return Documents.read(Documents.composedText().replace("description: Read one order", "description: Read an order")
                .replace("description: Refund one order and", "description: Refund an order and")
                .replace("description: Who reads", "description: Whoever reads"));
    }

    private boolean inForce(EntryKind kind) {
        return !registry().document().retired(name(kind)) && switch (kind) {
            case TOOL -> registry().tool("https://refunds.example").isPresent();
            case SCOPE -> registry().active(ORDERS).isPresent();
            case COMPOSITION -> registry().composition(Set.of(REFUNDS, READ_REFUNDS)).isPresent();
            case NEVER_TOGETHER -> !registry().neverTogether(List.of(ORDERS), List.of()).isEmpty();
        };
    }

    private List<List<VersionState>> states(EntryKind kind) {
        return registry().history(name(kind))
                .stream()
                .map(version -> version.transitions().stream().map(Transition::state).toList())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TOOL")
    void anEntryIsDraftedActivatedReplacedAndRetired(EntryKind kind) {
        registry().apply(new RegistryDocument(Documents.composed().tools(), List.of()), ALICE);
        registry().draft(Documents.composed(), ALICE);
        assertThat(inForce(kind)).isFalse();
        assertThat(states(kind)).containsExactly(List.of(DRAFT));
        registry().apply(Documents.composed(), ALICE);
        assertThat(inForce(kind)).isTrue();
        assertThat(states(kind)).containsExactly(List.of(DRAFT), List.of(ACTIVE));
        registry().draft(changed(), BOB);
        assertThat(registry().activate(name(kind), 3, BOB)).isInstanceOf(Activation.Activated.class);
        assertThat(states(kind)).containsExactly(List.of(DRAFT), List.of(ACTIVE, RETIRED), List.of(DRAFT, ACTIVE));
        assertThat(inForce(kind)).isTrue();
        assertThat(registry().retire(name(kind), ALICE)).isInstanceOf(Retirement.Retired.class);
        assertThat(states(kind).getLast()).containsExactly(DRAFT, ACTIVE, RETIRED);
        assertThat(inForce(kind)).isFalse();
        assertThat(registry().retire(name(kind), ALICE)).isEqualTo(new Retirement.NotActive());
    }

    @Test
    void theHistorySaysWhoDidWhatWhenAndWhy() {
        registry().apply(Documents.composed(), ALICE);
        registry().draft(changed(), ALICE);
        registry().activate(RULE, 2, BOB);
        List<EntryVersion> history = registry().history(RULE);
        assertThat(history).extracting(EntryVersion::version).containsExactly(1, 2);
        assertThat(history).extracting(EntryVersion::state).containsExactly(RETIRED, ACTIVE);
        assertThat(history.getFirst().transitions()).containsExactly(new Transition(ACTIVE, NOW, ALICE),
                new Transition(RETIRED, NOW, BOB));
        assertThat(history.getLast().transitions()).containsExactly(new Transition(DRAFT, NOW, ALICE),
                new Transition(ACTIVE, NOW, BOB));
        assertThat(history.getFirst().definition()).contains("Who reads");
        assertThat(history.getLast().definition()).contains("Whoever reads").startsWith("{\"name\":\"no-leak\"");
    }

    @Test
    void nothingIsKnownOfNamesThatThereAreNot() {
        registry().apply(Documents.composed(), ALICE);
        assertThat(Stream.of(new EntryName(EntryKind.SCOPE, "no-leak"), new EntryName(EntryKind.SCOPE, "\0"),
                new EntryName(EntryKind.COMPOSITION, "x".repeat(300)), name(EntryKind.TOOL))).allSatisfy(name -> {
                    assertThat(registry().history(name)).isEmpty();
                    assertThat(registry().activate(name, 1, ALICE)).isEqualTo(new Activation.UnknownVersion());
                    assertThat(registry().retire(name, ALICE)).isEqualTo(new Retirement.NotActive());
                });
        assertThat(registry().history(RULE)).hasSize(1);
    }

    @Test
    void onlyADraftThatNoLaterVersionHasOvertakenIsActivated() {
        registry().draft(Documents.registered(), ALICE);
        registry().draft(Documents.with("Read one order", "Read an order"), ALICE);
        EntryName orders = EntryName.of(ORDERS);
        assertThat(registry().known(ORDERS)).isFalse();
        assertThat(registry().version(ORDERS, 2)).isPresent();
        assertThat(registry().activate(orders, 3, ALICE)).isEqualTo(new Activation.UnknownVersion());
        assertThat(registry().activate(orders, 2, ALICE)).isInstanceOf(Activation.Activated.class);
        assertThat(registry().activate(orders, 2, ALICE)).isEqualTo(new Activation.NotADraft());
        assertThat(registry().activate(orders, 1, ALICE)).isEqualTo(new Activation.Overtaken());
        assertThat(registry().active(ORDERS).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void aDraftIsNotMadeTwice() {
        registry().draft(Documents.composed(), ALICE);
        assertThat(registry().draft(Documents.composed(), BOB)).isEqualTo(new Applied.Done(List.of()));
        assertThat(registry().history(RULE)).hasSize(1);
    }

    @Test
    void aScopeThatAnActiveCompositionNamesIsNotRetired() {
        registry().apply(Documents.composed(), ALICE);
        assertThat(registry().retire(EntryName.of(READ_REFUNDS), BOB)).isEqualTo(new Retirement.StillNamed(COMPOSITION));
        assertThat(registry().active(READ_REFUNDS)).isPresent();
        assertThat(registry().retire(COMPOSITION, BOB)).isInstanceOf(Retirement.Retired.class);
        assertThat(registry().retire(EntryName.of(READ_REFUNDS), BOB)).isInstanceOf(Retirement.Retired.class);
        assertThat(registry().active(READ_REFUNDS)).isEmpty();
    }

    @Test
    void aDraftThatDoesNotGoTogetherWithWhatIsInForceStaysOne() {
        registry().apply(Documents.registered(), ALICE);
        registry().draft(Documents.composed(), ALICE);
        assertThat(registry().activate(COMPOSITION, 1, BOB))
                .isEqualTo(new Activation.Inconsistent("scopes", "names a scope that there is not"));
        assertThat(registry().composition(Set.of(REFUNDS, READ_REFUNDS))).isEmpty();
        registry().activate(EntryName.of(READ_REFUNDS), 1, BOB);
        assertThat(registry().activate(COMPOSITION, 1, BOB)).isInstanceOf(Activation.Activated.class);
        assertThat(registry().composition(Set.of(REFUNDS, READ_REFUNDS))).isPresent();
    }

    @Test
    void theHostHearsEveryChange() {
        registry().apply(Documents.composed(), ALICE);
        assertThat(this.heard).extracting(change -> change.entry().kind()).containsExactly(EntryKind.TOOL,
                EntryKind.TOOL, EntryKind.SCOPE, EntryKind.SCOPE, EntryKind.SCOPE, EntryKind.COMPOSITION,
                EntryKind.NEVER_TOGETHER);
        this.heard.clear();
        registry().apply(Documents.composed(), BOB);
        assertThat(this.heard).isEmpty();
        registry().draft(changed(), ALICE);
        registry().activate(RULE, 2, BOB);
        registry().retire(RULE, ALICE);
        assertThat(this.heard).filteredOn(change -> change.entry().equals(RULE)).containsExactly(
                new RegistryChange(RULE, 2, DRAFT, ALICE, NOW),
                new RegistryChange(RULE, 2, ACTIVE, BOB, NOW),
                new RegistryChange(RULE, 2, RETIRED, ALICE, NOW));
    }

    @Test
    void underFourEyesWhatOneAppliesAnotherActivates() {
        R fourEyes = wanting(Approval.BY_ANOTHER);
        fourEyes.apply(Documents.registered(), ALICE);
        EntryName orders = EntryName.of(ORDERS);
        assertThat(fourEyes.active(ORDERS)).isEmpty();
        assertThat(fourEyes.activate(orders, 1, ALICE)).isEqualTo(new Activation.SameAuthor());
        assertThat(fourEyes.activate(orders, 1, new Change("alice", "another reason"))).isEqualTo(new Activation.SameAuthor());
        assertThat(fourEyes.active(ORDERS)).isEmpty();
        assertThat(fourEyes.activate(orders, 1, BOB)).isInstanceOf(Activation.Activated.class);
        assertThat(fourEyes.active(ORDERS)).isPresent();
    }

    @Test
    void underFourEyesOneAloneMayTakeAuthorityAwayButNotARule() {
        registry().apply(Documents.composed(), ALICE);
        R fourEyes = wanting(Approval.BY_ANOTHER);
        assertThat(fourEyes.retire(EntryName.of(ORDERS), ALICE)).isInstanceOf(Retirement.Retired.class);
        assertThat(fourEyes.retire(RULE, ALICE)).isInstanceOf(Retirement.Drafted.class);
        assertThat(fourEyes.retire(RULE, ALICE)).isInstanceOf(Retirement.Drafted.class);
        assertThat(fourEyes.neverTogether(List.of(), List.of("sends-out"))).hasSize(1);
        assertThat(fourEyes.history(RULE)).extracting(EntryVersion::version).containsExactly(1, 2);
        assertThat(fourEyes.history(RULE).getLast().definition()).contains("\"state\":\"retired\"");
        assertThat(fourEyes.activate(RULE, 2, ALICE)).isEqualTo(new Activation.SameAuthor());
        assertThat(fourEyes.activate(RULE, 2, BOB)).isInstanceOf(Activation.Activated.class);
        assertThat(fourEyes.neverTogether(List.of(), List.of("sends-out"))).isEmpty();
        assertThat(fourEyes.history(RULE)).extracting(EntryVersion::state).containsExactly(RETIRED, RETIRED);
    }

    @Test
    void underFourEyesAnAppliedRetirementIsADraftToo() {
        registry().apply(Documents.registered(), ALICE);
        R fourEyes = wanting(Approval.BY_ANOTHER);
        fourEyes.apply(Documents.with("name: read:orders", "name: read:orders\n    state: retired"), ALICE);
        assertThat(fourEyes.active(ORDERS)).isPresent();
        assertThat(fourEyes.activate(EntryName.of(ORDERS), 2, BOB)).isInstanceOf(Activation.Activated.class);
        assertThat(fourEyes.active(ORDERS)).isEmpty();
        assertThat(fourEyes.known(ORDERS)).isTrue();
    }

    @Test
    void whatHasNotChangedIsNotRetiredTwice() {
        registry().apply(Documents.with("name: read:orders", "name: read:orders\n    state: retired"), ALICE);
        registry().apply(Documents.with("name: read:orders", "name: read:orders\n    state: retired"), ALICE);
        assertThat(states(EntryKind.SCOPE)).containsExactly(List.of(RETIRED));
        assertThat(registry().known(ORDERS)).isTrue();
        assertThat(registry().active(ORDERS)).isEmpty();
        assertThat(registry().active(REFUNDS)).isPresent();
    }
}
