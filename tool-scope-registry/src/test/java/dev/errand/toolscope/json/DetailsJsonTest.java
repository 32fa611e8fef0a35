package dev.errand.toolscope.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.GeneratedAuthorities;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.json.Parsed.Malformed;
import dev.errand.toolscope.json.Parsed.Value;

import static dev.errand.toolscope.Authorities.REFUNDS;
import static dev.errand.toolscope.Authorities.TOOL;
import static dev.errand.toolscope.Authorities.granted;
import static dev.errand.toolscope.Authorities.oneOf;
import static dev.errand.toolscope.Authorities.registered;
import static dev.errand.toolscope.Authorities.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DetailsJsonTest {

    private static final int MAX = 4096;
    private static final String CALL = """
            [{"type":"tool_call","scope":"write:refunds-under-50","locations":["https://refunds.example"],\
            "actions":["create-refund"],"identifier":"order-12345",\
            "limits":{"amount":{"max":"20.00","currency":"USD"},"reason":{"one_of":["late"]}}}]""";

    @Test
    void readsAToolCall() {
        assertThat(DetailsJson.toolCalls(CALL, MAX)).isEqualTo(new Value<>(List.of(
                new NarrowingRequest(REFUNDS, Optional.of(TOOL), Optional.of("create-refund"), Optional.of("order-12345"),
                        Map.of("amount", usd("20"), "reason", oneOf("late"))))));
    }

    @Test
    void readsAToolCallThatStatesItsScopeAlone() {
        assertThat(DetailsJson.toolCalls("[{\"type\":\"tool_call\",\"scope\":\"write:refunds-under-50\"}]", MAX))
                .isEqualTo(new Value<>(List.of(NarrowingRequest.of(REFUNDS))));
    }

    /** What to replace in the call, by what, and where that is found to be wrong. */
    static Stream<Arguments> malformed() {
        return Stream.of(wrong("[{", "{", ""),
                wrong("}}]", "}}", ""),
                wrong("\"type\":\"tool_call\",", "", "[0].type"),
                wrong("tool_call", "agent_run", "[0].type"),
                wrong("\"tool_call\"", "[\"tool_call\"]", "[0].type"),
                wrong("\"scope\":\"write:refunds-under-50\",", "", "[0].scope"),
                wrong("write:refunds-under-50", "write:*", "[0].scope"),
                wrong("write:refunds-under-50", "wr\u0456te:refunds-under-50", "[0].scope"),
                wrong("\"write:refunds-under-50\"", "null", "[0].scope"),
                wrong("[\"https://refunds.example\"]", "[]", "[0].locations"),
                wrong("[\"https://refunds.example\"]", "\"https://refunds.example\"", "[0].locations"),
                wrong("[\"https://refunds.example\"]", "[\"https://a.example\",\"https://b.example\"]", "[0].locations"),
                wrong("[\"create-refund\"]", "[\"create-refund\",\"cancel\"]", "[0].actions"),
                wrong("[\"create-refund\"]", "[7]", "[0].actions[0]"),
                wrong("\"order-12345\"", "12345", "[0].identifier"),
                wrong("order-12345", "order-12345\\n", "[0].identifier"),
                wrong("order-12345", "order-12345\\u202e", "[0].identifier"),
                wrong("order-12345", "Cafe\\u0301", "[0].identifier"),
                wrong("order-12345", "order-\\ud800", "[0].identifier"),
                wrong("order-12345", "", "[0].identifier"),
                wrong("\"20.00\"", "20.00", "[0].limits.amount.max"),
                wrong("20.00", "20.001", "[0].limits.amount.max"),
                wrong("20.00", "-20.00", "[0].limits.amount.max"),
                wrong("20.00", "2e1", "[0].limits.amount.max"),
                wrong("20.00", "020.00", "[0].limits.amount.max"),
                wrong("20.00", "20.", "[0].limits.amount.max"),
                wrong("20.00", "20000000000000000.00", "[0].limits.amount.max"),
                wrong("USD", "usd", "[0].limits.amount.currency"),
                wrong("USD", "USD ", "[0].limits.amount.currency"),
                wrong("USD", "U\u0405D", "[0].limits.amount.currency"),
                wrong("\"USD\"", "[\"USD\"]", "[0].limits.amount.currency"),
                wrong(",\"currency\":\"USD\"", "", "[0].limits.amount.currency"),
                wrong("\"currency\":\"USD\"", "\"currency\":\"USD\",\"currency\":\"EUR\"", ""),
                wrong("\"max\":\"20.00\"", "\"max\":\"20.00\",\"min\":\"1.00\"", "[0].limits.amount.min"),
                wrong("{\"max\":\"20.00\",\"currency\":\"USD\"}", "\"free\"", "[0].limits.amount"),
                wrong("{\"one_of\":[\"late\"]}", "{\"regex\":\"l\"}", "[0].limits.reason"),
                wrong("{\"one_of\":[\"late\"]}", "{\"prefix\":\"\"}", "[0].limits.reason.prefix"),
                wrong("{\"one_of\":[\"late\"]}", "{\"pattern\":\".*\"}", "[0].limits.reason.pattern"),
                wrong("{\"one_of\":[\"late\"]}", "{\"exactly\":7}", "[0].limits.reason.exactly"),
                wrong("{\"one_of\":[\"late\"]}", "{\"boolean\":[]}", "[0].limits.reason.boolean"),
                wrong("{\"one_of\":[\"late\"]}", "{\"boolean\":[\"true\"]}", "[0].limits.reason.boolean[0]"),
                wrong("{\"one_of\":[\"late\"]}", "{\"boolean\":[true,true,true]}", "[0].limits.reason.boolean"),
                wrong("{\"one_of\":[\"late\"]}", "{\"session\":\"sid\"}", "[0].limits.reason.session"),
                wrong("{\"one_of\":[\"late\"]}", "{\"integer\":{\"min\":\"2\",\"max\":\"1\"}}", "[0].limits.reason.integer.min"),
                wrong("{\"one_of\":[\"late\"]}", "{\"integer\":{\"min\":\"0\",\"max\":\"1.0\"}}",
                        "[0].limits.reason.integer.max"),
                wrong("{\"one_of\":[\"late\"]}", "{\"integer\":{\"min\":\"0\"}}", "[0].limits.reason.integer.max"),
                wrong("{\"one_of\":[\"late\"]}", "{\"decimal\":{\"min\":\"-1\",\"max\":\"1\"}}", "[0].limits.reason.decimal.min"),
                wrong("{\"one_of\":[\"late\"]}", "{\"decimal\":{\"min\":0,\"max\":\"1\"}}", "[0].limits.reason.decimal.min"),
                wrong("{\"one_of\":[\"late\"]}", "{\"decimal\":{\"min\":\"0\",\"max\":\"1234567890123456789\"}}",
                        "[0].limits.reason.decimal.max"),
                wrong("{\"one_of\":[\"late\"]}", "{\"items\":{\"one_of\":[\"late\"]}}", "[0].limits.reason.max_items"),
                wrong("{\"one_of\":[\"late\"]}", "{\"items\":{\"exactly\":\"x\"},\"max_items\":0}",
                        "[0].limits.reason.max_items"),
                wrong("{\"one_of\":[\"late\"]}", "{\"items\":{\"max\":\"1\",\"currency\":\"USD\"},\"max_items\":2}",
                        "[0].limits.reason.items"),
                wrong("{\"one_of\":[\"late\"]}", "{\"items\":{\"items\":\"free\",\"max_items\":1},\"max_items\":2}",
                        "[0].limits.reason.items"),
                wrong("{\"one_of\":[\"late\"]}", "{\"one_of\":[\"late\"],\"max\":\"1\"}", "[0].limits.reason.max"),
                wrong("[\"late\"]", "[]", "[0].limits.reason.one_of"),
                wrong("[\"late\"]", "[\"late\",\"late\"]", "[0].limits.reason.one_of[1]"),
                wrong("[\"late\"]", "[\"la\\u0000te\"]", "[0].limits.reason.one_of"),
                wrong("\"reason\":", "\"__proto__\":", "[0].limits"),
                wrong("\"limits\":{", "\"limits\":[{", ""),
                wrong("\"identifier\"", "\"identifiers\"", "[0].identifiers"),
                wrong("\"identifier\"", "\"a\\r\\nb\"", "[0].?"),
                wrong("\"identifier\":", "\"expires_in\":86400,\"identifier\":", "[0].expires_in"),
                wrong("\"identifier\":", "\"privileges\":[\"admin\"],\"identifier\":", "[0].privileges"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesACallWithOneThingWrongAndSaysWhere(String part, String replacement, String member) {
        assertThat(CALL).contains(part);
        assertThat(DetailsJson.toolCalls(CALL.replace(part, replacement), MAX)).isInstanceOfSatisfying(Malformed.class,
                malformed -> assertThat(malformed.member()).isEqualTo("authorization_details" + member));
    }

    @Test
    void refusesDetailsThatAreEmptyOrNameAScopeTwiceOrAreTooMany() {
        String call = CALL.substring(1, CALL.length() - 1);
        assertThat(DetailsJson.toolCalls("[]", MAX)).isEqualTo(new Malformed<>("authorization_details", "is empty"));
        assertThat(DetailsJson.toolCalls("[" + call + "," + call + "]", MAX))
                .isEqualTo(new Malformed<>("authorization_details[1].scope", "comes twice"));
        assertThat(DetailsJson.toolCalls("[" + (call + ",").repeat(16) + call + "]", 99_999))
                .isEqualTo(new Malformed<>("authorization_details", "has more than 16 elements"));
        assertThat(DetailsJson.toolCalls(CALL, 100))
                .isEqualTo(new Malformed<>("authorization_details", "is larger than 100 bytes"));
        assertThat(DetailsJson.toolCalls("[" + call + "," + call.replace("-50", "-90") + "]", MAX)).isInstanceOf(Value.class);
    }

    @Test
    void leavesToTheCallerWhatTheCallerReadsItself() {
        JsonNode object = tree(Map.of("scope", "write:refunds-under-50", "type", "tool_call"));
        assertThat(DetailsJson.narrowing(object, Set.of("type"), "x")).isEqualTo(new Value<>(NarrowingRequest.of(REFUNDS)));
        assertThat(DetailsJson.narrowing(object, Set.of(), "x")).isEqualTo(new Malformed<>("x.type", "is an unknown member"));
    }

    @Test
    void writesTheGrantedDetail() {
        assertThat(StrictJson.write(DetailsJson.granted(granted(), 3))).isEqualTo("""
                {"type":"tool_call","scope":"write:refunds-under-50","version":3,"locations":["https://refunds.example"],\
                "actions":["create-refund"],"identifier":"order-12345",\
                "limits":{"amount":{"max":"20.00","currency":"USD"},"reason":{"exactly":"late"}},"free":["note"]}""");
        assertThatIllegalArgumentException().isThrownBy(() -> DetailsJson.granted(registered(), 3));
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(arguments("type", "agent_run", "type"),
                arguments("version", 0, "version"),
                arguments("version", "3", "version"),
                arguments("version", 3_000_000_000L, "version"),
                arguments("scope", List.of("write:refunds-under-50"), "scope"),
                arguments("locations", List.of(), "locations"),
                arguments("locations", List.of("https://refunds.example/"), "tool"),
                arguments("actions", List.of("a", "b"), "actions"),
                arguments("identifier", Map.of("pattern", "[a-z]{1,9}"), "identifier"),
                arguments("limits", Map.of("amount", Map.of("max", 20, "currency", "USD")), "limits.amount.max"),
                arguments("limits", Map.of("amount", Map.of("suffix", "x")), "limits.amount"),
                arguments("limits", Map.of("amount", Map.of("session", "subject")), "limits"),
                arguments("limits", Map.of("note", Map.of("one_of", List.of("x"))), "free"),
                arguments("free", "note", "free"),
                arguments("free", List.of("note", "note"), "free[1]"),
                arguments("max_uses", 9, "max_uses"));
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void refusesAGrantedDetailWithOneThingWrong(String member, Object value, String where) {
        Map<String, Object> element = new LinkedHashMap<>(DetailsJson.granted(granted(), 3));
        assertThat(DetailsJson.readGranted(element)).isEqualTo(new Value<>(granted()));
        element.put(member, value);
        assertThat(DetailsJson.readGranted(element)).isInstanceOfSatisfying(Malformed.class,
                malformed -> assertThat(malformed.member()).isEqualTo(where));
    }

    @Test
    void whatIsWrittenIsReadBackExactly() {
        var generated = new GeneratedAuthorities(65_537);
        for (int round = 0; round < 2_000; round++) {
            Authority authority = generated.authority();
            Authority pinned = generated.pinned();
            NarrowingRequest request = generated.request(authority);
            assertThat(DetailsJson.authority(tree(DetailsJson.toJson(authority)))).isEqualTo(new Value<>(authority));
            assertThat(DetailsJson.readGranted(claims(DetailsJson.granted(pinned, 1 + round)))).isEqualTo(new Value<>(pinned));
            if (request.limits().values().stream().noneMatch(Constraint.Free.class::isInstance)) {
                assertThat(DetailsJson.narrowing(tree(DetailsJson.write(request)), Set.of(), "")).isEqualTo(new Value<>(request));
            }
        }
    }

    private static Arguments wrong(String part, String replacement, String member) {
        return arguments(part, replacement, member);
    }

    /** As a library for tokens might give them back: with other kinds of lists and numbers. */
    private static Map<String, Object> claims(Map<String, Object> written) {
        Map<String, Object> claims = new LinkedHashMap<>();
        written.forEach((name, value) -> claims.put(name, switch (value) {
            case Integer number -> number.longValue();
            case List<?> list -> new ArrayList<>(list);
            default -> value;
        }));
        return claims;
    }

    private static JsonNode tree(Object value) {
        return ((Value<JsonNode>) StrictJson.read(StrictJson.write(value), 99_999)).value();
    }
}
