package dev.errand.toolscope.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.json.Parsed.Malformed;
import dev.errand.toolscope.json.Parsed.Value;

import static org.assertj.core.api.Assertions.assertThat;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"text\"", " {\"a\": [1, 2.50, true, null]} ", "12345678901234567890",
        "[[[[[[[[]]]]]]]]", "{\"amount\":\"1\",\"Amount\":\"1\"}"})
    void readsOneDocument(String json) {
        assertThat(StrictJson.read(json, 100)).isInstanceOf(Value.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}x", "{} {}", "[] []", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "// x\n{}",
        "{\"amount\":\"1\",\"amount\":\"5000\"}", "[{\"a\":{\"b\":1,\"\\u0062\":2}}]", "[[[[[[[[[]]]]]]]]]", "NaN", "Infinity",
        "01", "+1", ".5", "0x10", "123456789012345678901", "1e99999999999999999999", "\"a\nb\"", "\"\\x\"", "\uFEFF{}",
        "nul", "\u0000", "{\"a\":undefined}"})
    void refusesEverythingElse(String json) {
        assertThat(StrictJson.read(json, 100)).isInstanceOf(Malformed.class);
    }

    @Test
    void boundsTheSizeOfTheUtf8FormBeforeItParses() {
        assertThat(StrictJson.read("\"éé\"", 6)).isInstanceOf(Value.class);
        assertThat(StrictJson.read("\"éé\"", 5)).isEqualTo(new Malformed<JsonNode>("", "is larger than 5 bytes"));
        assertThat(StrictJson.read("{".repeat(200), 100)).isEqualTo(new Malformed<JsonNode>("", "is larger than 100 bytes"));
    }

    @Test
    void doesNotRepeatWhatWasSent() {
        assertThat(StrictJson.read("{\"secret-name\":secret-value}", 100).toString()).doesNotContain("secret");
    }
}
