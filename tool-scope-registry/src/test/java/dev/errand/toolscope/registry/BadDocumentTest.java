package dev.errand.toolscope.registry;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.Parsed.Malformed;
import dev.errand.toolscope.json.Parsed.Value;
import dev.errand.toolscope.json.StrictYaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What people get wrong in a document, or do to it: each thing beside the same thing done right. */
class BadDocumentTest {

    private static final String SCOPE = "scopes[0]";
    private static final String ACTION = "scopes[0].actions[0]";
    private static final String REASON = "reason: free";

    /** Part of the document, what is wrong in its place, what is right in its place, and the member to be named. */
    static Stream<Arguments> texts() {
        return Stream.of(
                row("name: Refunds", "name: <b>Refunds</b>", "name: Refunds (b)", "tools[0].name"),
                row("name: Refunds", "name: \"Re\\u0007funds\"", "name: \"Re\\u00e9funds\"", "tools[0].name"),
                row("name: Refunds", "name: \"Re\\u202Efunds\"", "name: \"Re\\u05D0funds\"", "tools[0].name"),
                row("name: Refunds", "name: \"Re\\u200Bfunds\"", "name: \"Re-funds\"", "tools[0].name"),
                row("name: Refunds", "name: \" Refunds\"", "name: \"Refunds\"", "tools[0].name"),
                row("name: Refunds", "name: \"\"", "name: R", "tools[0].name"),
                row("name: Refunds", "name: " + "R".repeat(101), "name: " + "R".repeat(100), "tools[0].name"),
                row("description: Refund up", "description: <script>alert(1)</script> up", "description: script alert(1) up",
                        SCOPE + ".description"),
                row("description: Refund up", "description: \"Refund\\nup\" #", "description: \"Refund up\" #",
                        SCOPE + ".description"),
                row("description: Refund up", "description: \"Refund\\u2028up\" #", "description: \"Refund\\u2013up\" #",
                        SCOPE + ".description"),
                row("description: Refund up", "description: \"e\\u0301\" #", "description: \"\\u00e9\" #",
                        SCOPE + ".description"),
                row("description: Refund up", "description: \"a\\0b\" #", "description: \"ab\" #", SCOPE + ".description"),
                row("description: Refund one order and", "description: \"\\u2066Refund\" #", "description: \"Refund\" #",
                        "compositions[0].description"),
                row("description: Who reads", "description: " + "w".repeat(201) + " #", "description: " + "w".repeat(200) + " #",
                        "never_together[0].description"),
                row("name: no-leak", "name: No leak", "name: no_leak", "never_together[0].name"),
                row("name: refund-and-look", "name: refund-and-look-" + "x".repeat(64), "name: x", "compositions[0].name"),
                row("agents: [support-agent]", "agents: [\"support\\u202Eagent\"]", "agents: [support agent]",
                        "compositions[0].agents"),
                row("agents: [support-agent]", "agents: support-agent", "agents: []", "compositions[0].agents"),
                row("agents: [support-agent]", "agents: [a, a]", "agents: [a, A]", "compositions[0].agents[1]"));
    }

    static Stream<Arguments> constraints() {
        return Stream.of(
                row(REASON, "reason: {integer: {min: \"2\", max: \"1\"}}", "reason: {integer: {min: \"1\", max: \"1\"}}",
                        ACTION + ".parameters.reason.integer.min"),
                row(REASON, "reason: {decimal: {min: \"0.5\", max: \"0.49\"}}",
                        "reason: {decimal: {min: \"0.5\", max: \"0.50\"}}",
                        ACTION + ".parameters.reason.decimal.min"),
                row(REASON, "reason: {decimal: {min: \"-1\", max: \"1\"}}", "reason: {decimal: {min: \"0\", max: \"1\"}}",
                        ACTION + ".parameters.reason.decimal.min"),
                row(REASON, "reason: {integer: {min: \"0\", max: \"1.5\"}}", "reason: {integer: {min: \"0\", max: \"15\"}}",
                        ACTION + ".parameters.reason.integer.max"),
                row(REASON, "reason: {boolean: []}", "reason: {boolean: [true, false]}", ACTION + ".parameters.reason.boolean"),
                row(REASON, "reason: {boolean: [maybe]}", "reason: {boolean: [true]}", ACTION + ".parameters.reason.boolean[0]"),
                row(REASON, "reason: {one_of: [a, a]}", "reason: {one_of: [a, b]}", ACTION + ".parameters.reason.one_of[1]"),
                row(REASON, "reason: {exactly: \"<\"}", "reason: {exactly: \"(\"}", ACTION + ".parameters.reason.exactly"),
                row(REASON, "reason: {prefix: \"\"}", "reason: {prefix: \"a\"}", ACTION + ".parameters.reason.prefix"),
                row(REASON, "reason: {pattern: \"a*\"}", "reason: {pattern: \"a{1,9}\"}", ACTION + ".parameters.reason.pattern"),
                row(REASON, "reason: {session: tenant}", "reason: {session: subject}", ACTION + ".parameters.reason.session"),
                row(REASON, "reason: {items: {items: free, max_items: 1}, max_items: 1}", "reason: {items: free, max_items: 1}",
                        ACTION + ".parameters.reason.items"),
                row(REASON, "reason: {items: free, max_items: 0}", "reason: {items: free, max_items: 100}",
                        ACTION + ".parameters.reason.max_items"),
                row(REASON, "reason: {one_of: [a], prefix: a}", "reason: {prefix: a}", ACTION + ".parameters.reason.prefix"),
                row(REASON, "reason: {regex: a}", "reason: {exactly: a}", ACTION + ".parameters.reason"),
                row(REASON, "\"rea son\": free", "rea_son: free", ACTION + ".parameters"));
    }

    static Stream<Arguments> entries() {
        return Stream.of(
                row("- name: read:refunds", "- name: read:orders", "- name: read:refunds", "scopes[2].name"),
                row("- name: read-refunds\n", "- name: read-refunds\n      - name: read-refunds\n",
                        "- name: read-refunds\n      - name: read-more\n", "scopes[2].actions"),
                row("    tool: https://refunds.example\n    description: Read the",
                        "    tool: https://refunds.example/\n    description: Read the",
                        "    tool: https://refunds.example\n    description: Read the", "scopes[2].tool"),
                row("[write:refunds-under-50, read:refunds]", "[write:refunds-under-50, read:refund]",
                        "[write:refunds-under-50, read:refunds]", "compositions[0].scopes"),
                row("[write:refunds-under-50, read:refunds]", "[write:refunds-under-50, read:orders]",
                        "[read:refunds, write:refunds-under-50]", "compositions[0].scopes"),
                row("[write:refunds-under-50, read:refunds]", "[read:refunds]", "[write:refunds-under-50, read:refunds]",
                        "compositions[0].scopes"),
                row("[write:refunds-under-50, read:refunds]", "[\"write:*\", read:refunds]",
                        "[write:refunds-under-50, read:refunds]",
                        "compositions[0].scopes[0]"),
                row("[write:refunds-under-50, read:refunds]", "[read:refunds, read:refunds]",
                        "[read:refunds, write:refunds-under-50]",
                        "compositions[0].scopes[1]"),
                row("    tool: https://refunds.example\n    description: Refund one", "    description: Refund one",
                        "    tool: https://refunds.example\n    description: Refund one", "compositions[0].tool"),
                row("name: read:refunds\n", "name: read:refunds\n    state: retired\n", "name: read:refunds\n    state: active\n",
                        "compositions[0].scopes"),
                row("name: read:refunds\n", "name: read:refunds\n    state: draft\n", "name: read:refunds\n    state: active\n",
                        "scopes[2].state"),
                row("name: no-leak\n", "name: no-leak\n    version: 2\n", "name: no-leak\n    state: retired\n",
                        "never_together[0].version"),
                row("never_together:\n", """
                          - name: the-same
                            tool: https://refunds.example
                            description: The same again
                            scopes: [read:refunds, write:refunds-under-50]
                        never_together:
                        """, "never_together:\n", "compositions[1].scopes"),
                row("scopes: [read:orders]\n", "scopes: [read:invoices]\n", "scopes: [read:refunds]\n",
                        "never_together[0].scopes"),
                row("scopes: [read:orders]\n    labels: [sends-out]\n", "scopes: [read:orders]\n",
                        "scopes: [read:orders, read:refunds]\n",
                        "never_together[0].scopes"),
                row("labels: [sends-out]", "labels: [Sends out]", "labels: [sends_out]", "never_together[0].labels"),
                row("scopes: [read:orders]\n    labels: [sends-out]\n", "labels: [reads-private, reads-private]\n",
                        "labels: [reads-private, sends-out]\n", "never_together[0].labels[1]"),
                row("run_default: {max_calls: 10}\ncompositions",
                        "run_default: {max_calls: 10, totals: {a: {max: \"1\", currency: USD}}}\ncompositions",
                        "run_default: {max_calls: 9, totals: {}}\ncompositions", "scopes[2].run_default.totals"),
                row("run_default: {max_calls: 10}\ncompositions",
                        "run_default: {max_calls: 10}\n    consent_memory: yes please\ncompositions",
                        "run_default: {max_calls: 10}\n    consent_memory: true\ncompositions", "scopes[2].consent_memory"));
    }

    @ParameterizedTest
    @MethodSource({"texts", "constraints", "entries"})
    void isNamedByMemberAndLine(String part, String wrong, String right, String member) {
        assertThat(Documents.composedText()).contains(part);
        assertThat(RegistryYaml.read(with(part, right))).isInstanceOf(Value.class);
        String bad = with(part, wrong);
        Malformed<RegistryDocument> malformed = malformed(bad);
        assertThat(malformed.member()).isEqualTo(member);
        assertThat(malformed.problem()).endsWith("; see line " + lineOf(bad, member));
    }

    @Test
    void thereAreManyOfThem() {
        assertThat(Stream.of(texts(), constraints(), entries()).flatMap(rows -> rows)).hasSizeGreaterThan(50);
    }

    @Test
    void whatIsForbiddenByARuleOfTheSameDocumentIsRefused() {
        String rule = "scopes: [read:refunds, write:refunds-under-50]\n";
        String both = "scopes: [read:orders]\n    labels: [sends-out]\n";
        assertThat(malformed(with(both, rule)).member()).isEqualTo("compositions[0].scopes");
        assertThat(RegistryYaml.read(with(both, rule).replace("name: no-leak", "name: no-leak\n    state: retired")))
                .isInstanceOf(Value.class);
        String alone = with(both, "labels: [reads-private, sends-out]\n").replace("labels: [reads-private]",
                "labels: [reads-private, sends-out]");
        assertThat(malformed(alone)).isEqualTo(new Malformed<RegistryDocument>("scopes[2].labels",
                "break an active rule by themselves; see line " + lineOf(alone, "scopes[2].labels")));
        assertThat(RegistryYaml.read(with(both, "labels: [reads-private, sends-out]\n"))).isInstanceOf(Value.class);
    }

    @Test
    void tenMegabytesAreRefusedUnread() {
        String description = "description: Refund up";
        assertThat(malformed(with(description, "description: " + "x".repeat(10 << 20) + " #")))
                .isEqualTo(new Malformed<RegistryDocument>("", "is larger than 1048576 bytes"));
        assertThat(RegistryYaml.read(with(description, "description: " + "x".repeat(200) + " #"))).isInstanceOf(Value.class);
    }

    @Test
    void noProblemRepeatsWhatWasSent() {
        assertThat(malformed(with("description: Refund up", "description: \"canary\\u202E\" #")).toString())
                .doesNotContain("canary");
        assertThat(malformed(with(REASON, "\"can\\u202Eary\": free")).toString()).doesNotContain("ary\"");
    }

    @Test
    void aMemberThatIsNotThereHasTheLineOfWhatItWouldBeIn() {
        assertThat(StrictYaml.line("a:\n  - b: 1\n  - c: 2\n", "a[1].d.e")).isEqualTo(OptionalInt.of(3));
        assertThat(StrictYaml.line("a:\n  - b: 1\n  - c: 2\n", "a[1].c")).isEqualTo(OptionalInt.of(3));
        assertThat(StrictYaml.line("a:\n  - b: 1\n  - c:\n      - [x,\n         y]\n", "a[1].c[0][1]"))
                .isEqualTo(OptionalInt.of(5));
        assertThat(StrictYaml.line("ab: 1\n", "a")).isEmpty();
        assertThat(StrictYaml.line("a: [", "a[0]")).isEmpty();
    }

    /** The line of a member by the text alone: entries begin with a dash, their members follow. */
    private static int lineOf(String yaml, String member) {
        String[] steps = member.split("\\.", -1);
        String list = steps[0].substring(0, steps[0].indexOf('['));
        int index = Integer.parseInt(steps[0].substring(list.length() + 1, steps[0].length() - 1));
        String[] lines = yaml.split("\n", -1);
        int at = first(lines, 0, list + ":");
        for (int i = 0; i <= index; i++) {
            at = first(lines, at + 1, "  - ");
        }
        int entry = at;
        int end = IntStream.range(entry + 1, lines.length)
                .filter(i -> !lines[i].startsWith("   "))
                .findFirst()
                .orElse(lines.length);
        for (int i = 1; i < steps.length; i++) {
            String name = steps[i].replaceAll("\\[.*", "");
            int from = at;
            at = IntStream.range(from, end)
                    .filter(line -> lines[line].matches(".*(^|[ {])" + name + ":.*"))
                    .findFirst()
                    .orElse(from);
        }
        return at + 1;
    }

    private static int first(String[] lines, int from, String start) {
        return IntStream.range(from, lines.length).filter(i -> lines[i].startsWith(start)).findFirst().orElseThrow();
    }

    private static Malformed<RegistryDocument> malformed(String yaml) {
        Parsed<RegistryDocument> parsed = RegistryYaml.read(yaml);
        assertThat(parsed).isInstanceOf(Malformed.class);
        return (Malformed<RegistryDocument>) parsed;
    }

    private static String with(String part, String replacement) {
        String text = Documents.composedText();
        int at = text.indexOf(part);
        return text.substring(0, at) + replacement + text.substring(at + part.length());
    }

    private static Arguments row(String part, String wrong, String right, String member) {
        return arguments(part, wrong, right, member);
    }
}
