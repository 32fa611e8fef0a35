package dev.errand.toolscope.registry;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.Identifiers.Matching;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.Parsed.Malformed;
import dev.errand.toolscope.json.Parsed.Value;
import dev.errand.toolscope.json.StrictYaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RegistryYamlTest {

    @Test
    void readsToolsAndScopes() {
        RegistryDocument document = Documents.registered();
        ToolScope orders = document.scopes().getLast();
        assertThat(document.tools()).extracting(RegisteredTool::name).containsExactly("Refunds", "Orders");
        assertThat(document.tools().getFirst().jwks()).isEqualTo("{\"keys\":[{\"crv\":\"P-256\",\"kid\":\"refunds-1\","
                + "\"kty\":\"EC\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}");
        assertThat(document.scopes()).hasSize(2);
        assertThat(orders.effect()).isEqualTo(Effect.READ);
        assertThat(orders.lifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(orders.maxUses()).isEqualTo(1);
        assertThat(orders.labels()).isEmpty();
        assertThat(orders.identifier()).contains(new Matching("order-[0-9]{1,10}"));
        assertThat(orders.version()).isEqualTo(ToolScope.UNREGISTERED);
    }

    @Test
    void whatIsWrittenIsReadBackExactly() {
        RegistryDocument document = Documents.with("lifetime: PT60S", "labels: [money, \"yes\"]\n    lifetime: PT5S");
        assertThat(RegistryYaml.read(RegistryYaml.write(document))).isEqualTo(new Value<>(document));
        assertThat(document.scopes().getFirst().labels()).containsExactly("money", "yes");
    }

    @Test
    void compositionsRulesAndWhatIsRetiredAreReadBackExactly() {
        RegistryDocument document = Documents
                .read(Documents.YAML + Documents.MORE.replace("name: no-leak", "name: no-leak\n    state: retired"));
        assertThat(document.retired()).containsExactly(new EntryName(EntryKind.NEVER_TOGETHER, "no-leak"));
        assertThat(document.compositions().getFirst().agents()).containsExactly("support-agent");
        assertThat(document.neverTogether().getFirst().labels()).containsExactly("sends-out");
        assertThat(RegistryYaml.read(RegistryYaml.write(document))).isEqualTo(new Value<>(document));
    }

    @Test
    void readsATreeThatItsCallerTookFromALargerDocument() {
        JsonNode root = ((Value<JsonNode>) StrictYaml.read(Documents.YAML, 1 << 20)).value();
        assertThat(RegistryYaml.read(root)).isEqualTo(new Value<>(Documents.registered()));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(wrong("tools:\n", "agents: []\ntools:\n", "agents"),
                wrong("resource: https://refunds.example", "resource: https://Refunds.example", "tools[0].resource"),
                wrong("resource: https://orders.example", "resource: https://refunds.example", "tools[1].resource"),
                wrong("name: Refunds", "name: \"Refunds\\u202E\"", "tools[0].name"),
                wrong("name: Refunds", "name: 7", "tools[0].name"),
                wrong("jwks: {keys: []}", "jwks: []", "tools[1].jwks"),
                wrong("jwks: {keys: []}", "", "tools[1].jwks"),
                wrong("kid: refunds-1", "d: jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI", "tools[0].jwks.keys[0].d"),
                wrong("kty: EC", "kty: oct", "tools[0].jwks.keys[0].kty"),
                wrong("crv: P-256", "crv: P-384", "tools[0].jwks.keys[0].crv"),
                wrong("x: f83OJ3D2", "x: f8", "tools[0].jwks.keys[0].x"),
                wrong("kid: refunds-1", "x5u: \"https://evil.example\"", "tools[0].jwks.keys[0].x5u"),
                wrong("name: write:refunds-under-50", "name: write:*", "scopes[0].name"),
                wrong("name: write:refunds-under-50", "name: read:orders", "scopes[1].name"),
                wrong("tool: https://refunds.example", "tool: https://other.example", "scopes[0].tool"),
                wrong("effect: write", "effect: WRITE", "scopes[0].effect"),
                wrong("lifetime: PT60S", "lifetime: 60", "scopes[0].lifetime"),
                wrong("lifetime: PT60S", "lifetime: 60s", "scopes[0].lifetime"),
                wrong("lifetime: PT60S", "lifetime: PT61S", "scopes[0].lifetime"),
                wrong("lifetime: PT60S", "max_uses: 2", "scopes[0].max_uses"),
                wrong("lifetime: PT60S", "max_uses: 1.5", "scopes[0].max_uses"),
                wrong("lifetime: PT60S", "max_uses: \"1\"", "scopes[0].max_uses"),
                wrong("lifetime: PT60S", "labels: money", "scopes[0].labels"),
                wrong("lifetime: PT60S", "life_time: PT60S", "scopes[0].life_time"),
                wrong("\"order-[0-9]{1,10}\"", "\"order-.*\"", "scopes[0].identifier.pattern"),
                wrong("{pattern: \"order-[0-9]{1,10}\"}", "{}", "scopes[0].identifier.pattern"),
                wrong("identifier: {pattern: \"order-[0-9]{1,10}\"}\n    actions:\n      - name: create",
                        "actions:\n      - name: create",
                        "scopes[0].identifier"),
                wrong("- name: create-refund", "- name: Create refund", "scopes[0].actions[0].name"),
                wrong("amount: {max: \"50.00\"", "amount: {max: 50.00", "scopes[0].actions[0].parameters.amount.max"),
                wrong("amount: {max: \"50.00\"", "amount: {max: \"50.001\"", "scopes[0].actions[0].parameters.amount.max"),
                wrong("currency: USD}\n", "currency: usd}\n", "scopes[0].actions[0].parameters.amount.currency"),
                wrong("reason: free", "reason: any", "scopes[0].actions[0].parameters.reason"),
                wrong("reason: free", "reason: {regex: \"a\"}", "scopes[0].actions[0].parameters.reason"),
                wrong("one_of: [damaged, late]", "one_of: []", "scopes[0].actions[0].parameters.cause.one_of"),
                wrong("one_of: [damaged, late]", "one_of: [damaged, true]", "scopes[0].actions[0].parameters.cause.one_of[1]"),
                wrong("max_calls: 3", "max_calls: 0", "scopes[0].run_default.max_calls"),
                wrong("totals: {amount:", "totals: {reason:", "scopes[0].run_default.totals"),
                wrong("effect: read\n", "effect: read\n    effect: write\n", ""),
                wrong("reason: free", "reason: *r", ""));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesADocumentWithOneThingWrongAndSaysWhere(String part, String replacement, String member) {
        assertThat(Documents.YAML).contains(part);
        int at = Documents.YAML.indexOf(part);
        String spoiled = Documents.YAML.substring(0, at) + replacement + Documents.YAML.substring(at + part.length());
        assertThat(RegistryYaml.read(spoiled)).isInstanceOfSatisfying(Malformed.class,
                malformed -> assertThat(malformed.member()).isEqualTo(member));
    }

    @Test
    void refusesADocumentOfMoreThanAMebibyte() {
        String remarks = "# remark\n".repeat(1 << 16);
        assertThat(RegistryYaml.read(remarks + Documents.YAML)).isInstanceOf(Value.class);
        assertThat(RegistryYaml.read(remarks + remarks + Documents.YAML)).isInstanceOf(Malformed.class);
    }

    private static Arguments wrong(String part, String replacement, String member) {
        return arguments(part, replacement, member);
    }
}
