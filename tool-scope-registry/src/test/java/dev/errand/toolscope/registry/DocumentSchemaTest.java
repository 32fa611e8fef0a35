package dev.errand.toolscope.registry;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.json.Parsed.Malformed;
import dev.errand.toolscope.json.Parsed.Value;
import dev.errand.toolscope.json.StrictYaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The published schema of documents says the same as their reader, as far as a schema can. */
class DocumentSchemaTest {

    private static Schema schema;

    @BeforeAll
    static void read() {
        InputStream text = Objects
                .requireNonNull(RegistryYaml.class.getResourceAsStream("errand-scopes.schema.json"));
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
    }

    private static List<Error> errors(String yaml) {
        return switch (StrictYaml.read(yaml, 1 << 20)) {
            case Value<JsonNode>(JsonNode root) -> schema.validate(root);
            case Malformed<JsonNode> malformed -> throw new AssertionError(malformed.toString());
        };
    }

    @Test
    void whatARegistryWritesIsValid() {
        GeneratedDocuments generated = new GeneratedDocuments(6);
        for (int i = 0; i < 50; i++) {
            assertThat(errors(RegistryYaml.write(generated.document()))).isEmpty();
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(row("tools:\n", "agents: []\ntools:\n", "tools:\n"),
                row("name: Refunds", "name: 7", "name: \"7\""),
                row("    name: Refunds\n", "", "    name: R\n"),
                row("kty: EC", "kty: oct", "kty: EC"),
                row("kid: refunds-1", "d: jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI", "kid: d"),
                row("name: read:refunds", "name: \"read:*\"", "name: read:refunds"),
                row("name: read:refunds", "name: read:refunds\n    version: 2", "name: read:refunds\n    state: active"),
                row("name: read:refunds", "name: read:refunds\n    state: draft", "name: read:refunds\n    state: active"),
                row("effect: write", "effect: WRITE", "effect: irreversible"),
                row("lifetime: PT60S", "lifetime: 60", "lifetime: PT5S"),
                row("lifetime: PT60S", "max_uses: 0", "max_uses: 1"),
                row("lifetime: PT60S", "max_uses: 2", "max_uses: 1"),
                row("lifetime: PT60S", "labels: money", "labels: [money]"),
                row("lifetime: PT60S", "labels: [Money]", "labels: [money]"),
                row("    identifier: {pattern: \"order-[0-9]{1,10}\"}\n    actions:\n      - name: create",
                        "    actions:\n      - name: create",
                        "    identifier: {session: subject}\n    actions:\n      - name: create"),
                row("name: create-refund\n", "names: create-refund\n", "name: refund\n"),
                row("reason: free", "reason: any", "reason: free"),
                row("reason: free", "reason: {max: 5, currency: USD}", "reason: {max: \"5\", currency: USD}"),
                row("reason: free", "reason: {max: \"05\", currency: USD}", "reason: {max: \"0.5\", currency: USD}"),
                row("reason: free", "reason: {max: \"5\", currency: usd}", "reason: {max: \"5\", currency: USD}"),
                row("reason: free", "reason: {integer: {min: \"1\"}}", "reason: {integer: {min: \"1\", max: \"1\"}}"),
                row("reason: free", "reason: {boolean: []}", "reason: {boolean: [true]}"),
                row("reason: free", "reason: {session: tenant}", "reason: {session: agent}"),
                row("reason: free", "reason: {prefix: a, exactly: a}", "reason: {exactly: a}"),
                row("reason: free", "reason: {items: free}", "reason: {items: free, max_items: 5}"),
                row("reason: free", "\"rea son\": free", "rea_son: free"),
                row("one_of: [damaged, late]", "one_of: []", "one_of: [a]"),
                row("max_calls: 3", "max_calls: 0", "max_calls: 1"),
                row("[write:refunds-under-50, read:refunds]", "[read:refunds]", "[read:refunds, write:refunds-under-50]"),
                row("agents: [support-agent]", "agents: [a, a]", "agents: [a]"),
                row("    labels: [sends-out]\n", "", "    labels: [x]\n"),
                row("name: no-leak", "name: No leak", "name: no_leak"));
    }

    /** Each is wrong for the reader as well. */
    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongInItsStructureIsNotValid(String part, String wrong, String right) {
        String text = Documents.composedText();
        assertThat(text).contains(part);
        int at = text.indexOf(part);
        String good = text.substring(0, at) + right + text.substring(at + part.length());
        String bad = text.substring(0, at) + wrong + text.substring(at + part.length());
        assertThat(errors(good)).isEmpty();
        assertThat(RegistryYaml.read(good)).isInstanceOf(Value.class);
        assertThat(errors(bad)).isNotEmpty();
        assertThat(RegistryYaml.read(bad)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "tools: []", "scopes: []\ncompositions: []\nnever_together: []"})
    void everyMemberMayBeAbsent(String yaml) {
        assertThat(errors(yaml)).isEmpty();
        assertThat(RegistryYaml.read(yaml)).isInstanceOf(Value.class);
    }

    private static Arguments row(String part, String wrong, String right) {
        return arguments(part, wrong, right);
    }
}
