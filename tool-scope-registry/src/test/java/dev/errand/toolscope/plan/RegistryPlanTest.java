package dev.errand.toolscope.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.GeneratedAuthorities;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RegistryPlanTest {

    private static final String YAML = """
            tools:
              - {resource: "https://refunds.example", name: Refunds, jwks: {keys: []}}
              - {resource: "https://orders.example", name: Orders, jwks: {keys: []}}
            scopes:
              - name: write:refunds
                tool: https://refunds.example
                description: Refund up to 50.00 USD on one order
                effect: write
                lifetime: PT30S
                labels: [sends-out, money]
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - name: create-refund
                    parameters:
                      amount: {max: "50.00", currency: USD}
                      cause: {one_of: [damaged, late]}
                      fee: {max: "1.00", currency: USD}
                run_default: {max_calls: 3, totals: {amount: {max: "50.00", currency: USD}}}
              - name: read:refunds
                tool: https://refunds.example
                description: Read refunds
                effect: read
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - {name: read-refunds, parameters: {page: {integer: {min: "1", max: "9"}}}}
                  - {name: count-refunds}
              - name: read:totals
                tool: https://refunds.example
                description: Read totals
                effect: read
                actions: [{name: read-totals}]
              - name: read:orders
                state: retired
                tool: https://orders.example
                description: Read one order
                effect: read
                actions: [{name: read-order}]
            compositions:
              - name: both
                tool: https://refunds.example
                description: Refund and look
                scopes: [write:refunds, read:refunds]
                agents: [support]
            never_together:
              - name: no-leak
                description: Who reads what is private sends nothing out
                labels: [reads-private, sends-out]
            """;

    static Stream<Arguments> differences() {
        return Stream.of(
                wider("max: \"50.00\", currency: USD}\n          cause", "max: \"80.00\", currency: USD}\n          cause",
                        "amount limit 50.00 → 80.00 USD: wider", "amount 80.00 USD"),
                narrower("max: \"50.00\", currency: USD}\n          cause", "max: \"20.00\", currency: USD}\n          cause",
                        "amount limit 50.00 → 20.00 USD: narrower"),
                wider("{max: \"1.00\", currency: USD}", "{max: \"5\", currency: JPY}",
                        "fee limit 1.00 USD → 5 JPY: wider, and narrower in part", "fee 5 JPY"),
                wider("{one_of: [damaged, late]}", "free", "cause one of damaged, late → anything: wider", null),
                narrower("{one_of: [damaged, late]}", "{exactly: late}", "cause one of damaged, late → late: narrower"),
                wider("{one_of: [damaged, late]}", "{one_of: [late, lost]}",
                        "cause one of damaged, late → one of late, lost: wider, and narrower in part", "cause lost"),
                wider("          cause: {one_of: [damaged, late]}\n", "",
                        "cause one of damaged, late → not named: wider, and narrower in part", "a call without cause"),
                wider("          cause:", "          note: free\n          cause:", "note not named → anything: wider", null),
                wider("\"order-[0-9]{1,10}\"}\n    actions:\n      - name: create",
                        "\"order-[0-9]{1,12}\"}\n    actions:\n      - name: create",
                        "identifier matching order-[0-9]{1,10} → matching order-[0-9]{1,12}: wider", null),
                narrower("\"order-[0-9]{1,10}\"}\n    actions:\n      - name: create",
                        "\"order-[0-9]{1,8}\"}\n    actions:\n      - name: create",
                        "identifier matching order-[0-9]{1,10} → matching order-[0-9]{1,8}: narrower"),
                wider("lifetime: PT30S", "lifetime: PT60S", "lifetime 30 → 60 s: wider", "lifetime 60 s"),
                narrower("lifetime: PT30S", "lifetime: PT10S", "lifetime 30 → 10 s: narrower"),
                wider("[sends-out, money]", "[money]", "no more label sends-out: wider", null),
                narrower("[sends-out, money]", "[sends-out, money, eu]", "new label eu: narrower"),
                wider("max_calls: 3", "max_calls: 4", "calls of a run by default 3 → 4: wider", "calls of a run by default 4"),
                narrower("max_calls: 3", "max_calls: 2", "calls of a run by default 3 → 2: narrower"),
                wider(", totals: {amount: {max: \"50.00\", currency: USD}}", "",
                        "total of amount of a run by default 50.00 USD → none: wider", null),
                narrower("totals: {amount: {max: \"50.00\"", "totals: {amount: {max: \"40.00\"",
                        "total of amount of a run by default 50.00 USD → 40.00 USD: narrower"),
                narrower("    run_default: {max_calls: 3, totals: {amount: {max: \"50.00\", currency: USD}}}\n", "",
                        "no more budget by default: narrower"),
                narrower("effect: write", "effect: irreversible", "effect write → irreversible: narrower"),
                wider("effect: write", "effect: read", "effect write → read: wider", null),
                neither("Refund up to 50.00 USD on one order", "Refund it", "description changed"));
    }

    static Stream<Arguments> otherDifferences() {
        return Stream.of(
                other("{name: count-refunds}", "{name: count-refunds}\n      - {name: drop-refunds}", "scope read:refunds",
                        "new action drop-refunds: wider", "action drop-refunds"),
                other("      - {name: count-refunds}\n", "", "scope read:refunds", "no more action count-refunds: narrower",
                        null),
                other("max: \"9\"", "max: \"10\"", "scope read:refunds", "read-refunds: page from 1 to 9 → from 1 to 10: wider",
                        "page 10"),
                other("Read totals\n    effect: read\n", "Read totals\n    effect: read\n    consent_memory: true\n",
                        "scope read:totals", "a consent may be remembered: wider", "a run without a page of its own"),
                other("Read totals\n    effect: read\n", "Read totals\n    effect: read\n    max_uses: 3\n", "scope read:totals",
                        "uses of a credential 1 → 3: wider", "uses of a credential 3"),
                other("Read totals\n    effect: read\n", "Read totals\n    effect: read\n    run_default: {max_calls: 1}\n",
                        "scope read:totals", "a budget by default: wider", "a run without a budget of its own"),
                other("    state: retired\n", "", "scope read:orders", "in force again: wider", "scope read:orders"),
                other("Read one order", "Read any order", "scope read:orders", "changed, and retired as before", null),
                other("- name: read:totals\n", "- name: read:totals\n    state: retired\n", "scope read:totals",
                        "retired: narrower", null),
                other("compositions:\n", """
                          - {name: read:more, tool: "https://orders.example", description: More, effect: read, actions: [{name: a}]}
                        compositions:
                        """, "scope read:more", "new: wider", "scope read:more"),
                other("[write:refunds, read:refunds]", "[write:refunds, read:refunds, read:totals]", "composition both",
                        "scopes read:refunds, write:refunds → read:refunds, read:totals, write:refunds: wider",
                        "read:refunds with read:totals with write:refunds in one credential"),
                other("[write:refunds, read:refunds]", "[write:refunds, read:totals]", "composition both",
                        "scopes read:refunds, write:refunds → read:totals, write:refunds: wider",
                        "read:totals with write:refunds in one credential"),
                other("agents: [support]", "agents: [support, sales]", "composition both",
                        "agents support → sales, support: wider", "use by sales"),
                other("    agents: [support]\n", "", "composition both", "agents support → any: wider", "use by any agent"),
                other("- name: both\n", "- name: both\n    state: retired\n", "composition both", "retired: narrower", null),
                other("never_together:\n", """
                          - {name: more, tool: "https://refunds.example", description: More, scopes: [read:refunds, read:totals]}
                        never_together:
                        """, "composition more", "new: wider", "read:refunds with read:totals in one credential"),
                other("[reads-private, sends-out]", "[reads-private, sends-out, eu]", "never_together no-leak",
                        "members reads-private, sends-out → eu, reads-private, sends-out: wider",
                        "reads-private with sends-out in one session"),
                other("- name: no-leak\n", "- name: no-leak\n    state: retired\n", "never_together no-leak", "retired: wider",
                        "reads-private with sends-out in one session"),
                other(YAML.substring(YAML.indexOf("never_together:")), "", "never_together no-leak", "no longer mentioned: wider",
                        "reads-private with sends-out in one session"),
                other("never_together:\n", "never_together:\n  - {name: x, description: X, labels: [a, b]}\n", "never_together x",
                        "new: narrower", null),
                other("name: Orders", "name: All orders", "tool https://orders.example", "name changed", null),
                other("name: Orders, jwks: {keys: []}", """
                        name: Orders, jwks: {keys: [{kty: EC, crv: P-256, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU,
                         y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0}]}""", "tool https://orders.example", "keys changed",
                        null));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource({"differences", "otherDifferences"})
    void aDifferenceIsNamedWithItsDirectionAndACallThatShowsIt(String part, String replacement, String entry, String sentence,
            String counterexample) {
        assertThat(YAML).containsOnlyOnce(part);
        List<PlannedChange> plan = RegistryPlan.between(read(YAML), read(YAML.replace(part, replacement)));
        assertThat(plan).singleElement().satisfies(change -> {
            assertThat(change.entry()).hasToString(entry);
            assertThat(change.sentence()).isEqualTo(sentence);
            assertThat(change.direction() == Direction.WIDER).isEqualTo(sentence.contains(": wider"));
            assertThat(change.direction() == Direction.NARROWER).isEqualTo(sentence.contains(": narrower"));
            if (counterexample != null) {
                assertThat(change.counterexample())
                        .contains(counterexample + " is allowed by the new version and not by the old one");
            }
        });
    }

    /** Taken apart into actions, parameters and identifier, an authority is no wider and no narrower than as a whole. */
    @Test
    void somethingIsCalledWiderIfAndOnlyIfTheAuthorityIs() {
        GeneratedAuthorities generated = new GeneratedAuthorities(4);
        int wider = 0;
        for (int i = 0; i < 2_000; i++) {
            ToolScope before = scope(generated.authority());
            ToolScope after = scope(generated.near(before.authority()));
            List<PlannedChange> plan = RegistryPlan.between(document(before), document(after));
            boolean covered = before.authority().covers(after.authority()) instanceof Coverage.Covered;
            assertThat(plan).as("%s%n%s", before, after)
                    .noneMatch(change -> change.sentence().startsWith("authority"))
                    .matches(changes -> covered == changes.stream().noneMatch(change -> change.direction() == Direction.WIDER));
            wider += covered ? 0 : 1;
        }
        assertThat(wider).isBetween(500, 1_500);
    }

    private static ToolScope scope(Authority authority) {
        return new ToolScope(new ScopeName("read:it"), ToolScope.UNREGISTERED, "https://tool.example", "It", Effect.READ,
                Duration.ofMinutes(1), 1, Set.of(), authority.identifier(),
                authority.actions().entrySet().stream().map(action -> new ToolAction(action.getKey(), action.getValue()))
                        .toList(),
                Optional.empty());
    }

    private static RegistryDocument document(ToolScope scope) {
        return new RegistryDocument(List.of(new RegisteredTool(scope.tool(), "Tool", "{\"keys\":[]}")), List.of(scope));
    }

    @Test
    void theSameDocumentIsNoChange() {
        assertThat(RegistryPlan.between(read(YAML), read(YAML))).isEmpty();
        assertThat(RegistryPlan.between(read(YAML), read(YAML.replace("order-[0-9]{1,10}", "order-[0123456789]{1,10}"))))
                .isEmpty();
    }

    @Test
    void whatADocumentDoesNotMentionStaysWhereItIsApplied() {
        RegistryDocument registered = read(YAML);
        RegistryDocument part = read(YAML.substring(0, YAML.indexOf("never_together:")).replace("PT30S", "PT40S"));
        Parsed.Value<RegistryDocument> applied = (Parsed.Value<RegistryDocument>) registered.with(part);
        assertThat(RegistryPlan.between(registered, applied.value())).extracting(PlannedChange::sentence)
                .containsExactly("lifetime 30 → 40 s: wider");
        assertThat(RegistryPlan.between(registered, part)).hasSize(2);
    }

    @Test
    void whatDoesNotGoTogetherIsNotPlanned() {
        RegistryDocument part = read(YAML.replace("- name: read:refunds", "- name: read:refunds\n    state: retired")
                .replace("- name: both", "- name: both\n    state: retired")
                .replace("read:refunds]", "read:totals]"));
        assertThat(read(YAML).with(part)).isInstanceOf(Parsed.Value.class);
        String only = YAML.substring(0, YAML.indexOf("compositions:"))
                .replace("- name: read:refunds", "- name: read:refunds\n    state: retired");
        assertThat(read(YAML).with(read(only))).isEqualTo(new Parsed.Malformed<RegistryDocument>("scopes[1].state",
                "is retired, and an active composition names the scope"));
    }

    @Test
    void changesComeInTheOrderOfTheDocument() {
        RegistryDocument empty = new RegistryDocument(List.of(), List.of());
        assertThat(RegistryPlan.between(empty, read(YAML))).extracting(PlannedChange::entry)
                .extracting(EntryName::kind)
                .containsExactly(EntryKind.TOOL, EntryKind.TOOL, EntryKind.SCOPE, EntryKind.SCOPE, EntryKind.SCOPE,
                        EntryKind.SCOPE, EntryKind.COMPOSITION, EntryKind.NEVER_TOGETHER);
    }

    private static RegistryDocument read(String yaml) {
        return switch (RegistryYaml.read(yaml)) {
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> document;
            case Parsed.Malformed<RegistryDocument> malformed -> throw new AssertionError(malformed.toString());
        };
    }

    private static Arguments wider(String part, String replacement, String sentence, String counterexample) {
        return arguments(part, replacement, "scope write:refunds", sentence, counterexample);
    }

    private static Arguments narrower(String part, String replacement, String sentence) {
        return arguments(part, replacement, "scope write:refunds", sentence, null);
    }

    private static Arguments neither(String part, String replacement, String sentence) {
        return arguments(part, replacement, "scope write:refunds", sentence, null);
    }

    private static Arguments other(String part, String replacement, String entry, String sentence, String counterexample) {
        return arguments(part, replacement, entry, sentence, counterexample);
    }
}
