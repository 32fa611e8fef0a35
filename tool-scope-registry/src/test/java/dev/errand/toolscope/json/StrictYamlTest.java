package dev.errand.toolscope.json;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.json.Parsed.Malformed;
import dev.errand.toolscope.json.Parsed.Value;

import static org.assertj.core.api.Assertions.assertThat;

class StrictYamlTest {

    @ParameterizedTest
    @ValueSource(strings = {"a: 1", "a: {b: [1, x]}", "---\na: b\n", "# only a remark\na: '*b'", "a: \"&b\"", "a: &unused 1",
        "a: [[[[[[[x]]]]]]]"})
    void readsOneDocument(String yaml) {
        assertThat(StrictYaml.read(yaml, 1000)).isInstanceOf(Value.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a remark", "a: 1\na: 2", "a: {b: 1, b: 2}", "a: 1\n---\nb: 2", "a: *x", "a: &x 1\n*x : 2",
        "a: &x {b: 1}\n<<: *x", "a: 1e99999999999999999",
        "a: &x [1]\nb: [*x, *x]", "a: !!javax.script.ScriptEngineManager [x]", "!!map {a: 1}", "a: !tag b", "a: !!str 1",
        "a: [[[[[[[[[[x]]]]]]]]]]", "a: [", "a: \tb\n\tc: d", "a: 123456789012345678901", "a: b: c", "a: 1\n...\nb: 2"})
    void refusesEverythingElse(String yaml) {
        assertThat(StrictYaml.read(yaml, 1000)).isInstanceOf(Malformed.class);
    }

    @Test
    void boundsTheSizeBeforeItParses() {
        assertThat(StrictYaml.read("a: b", 4)).isInstanceOf(Value.class);
        assertThat(StrictYaml.read("a: b", 3)).isEqualTo(new Malformed<JsonNode>("", "is larger than 3 bytes"));
    }

    @Test
    void saysTheLineButNotTheText() {
        assertThat(StrictYaml.read("a: 1\nsecret: 1\nsecret: 2", 100)).isInstanceOfSatisfying(Malformed.class,
                malformed -> assertThat(malformed.problem()).contains("line 3").doesNotContain("secret"));
    }

    @Test
    void writesWhatItReads() {
        Map<String, Object> value = Map.of("amount", "50.00", "yes", "no", "text", "a: b # c", "number", 3);
        assertThat(StrictYaml.read(StrictYaml.write(value), 1000)).isEqualTo(new Value<>(StrictJson.tree(value)));
    }
}
