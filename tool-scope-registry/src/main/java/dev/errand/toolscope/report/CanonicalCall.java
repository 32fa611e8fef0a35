package dev.errand.toolscope.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Fact;

/**
 * The JSON Canonicalization Scheme (RFC 8785) for the only JSON that a call needs: objects of strings, truth values, lists
 * of them and such objects. Members are sorted by their UTF-16 code units (§3.2.3), strings are escaped as in §3.2.2.2, and there are
 * no numbers to serialise: they are decimal strings, amounts at their currency's scale.
 */
final class CanonicalCall {

    private CanonicalCall() {}

    /** {@code {"action":…,"arguments":{name: text | {"amount":…,"currency":…}},"identifier":…}}. */
    static String of(CallFacts call) {
        Map<String, String> members = new TreeMap<>();
        members.put("action", string(call.action()));
        members.put("arguments", arguments(call.facts()));
        call.identifier().ifPresent(identifier -> members.put("identifier", string(identifier)));
        return object(members);
    }

    private static String arguments(Map<String, Fact> facts) {
        Map<String, String> members = new TreeMap<>();
        facts.forEach((name, fact) -> members.put(name, value(fact)));
        return object(members);
    }

    private static String value(Fact fact) {
        return switch (fact) {
            case Fact.TextFact(String text) -> string(text);
            case Fact.IntegerFact(var number) -> string(number.toString());
            case Fact.DecimalFact(var number) -> string(number.stripTrailingZeros().toPlainString());
            case Fact.BooleanFact(boolean truth) -> String.valueOf(truth);
            case Fact.ListFact(var items) -> items.stream()
                    .map(CanonicalCall::value)
                    .collect(Collectors.joining(",", "[", "]"));
            case Fact.MoneyFact(var money) -> object(new TreeMap<>(
                    Map.of("amount", string(money.amountText()), "currency", string(money.currency()))));
        };
    }

    /** Members are in order, their values already canonical. */
    private static String object(Map<String, String> members) {
        return members.entrySet().stream().map(member -> string(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char character) {
        switch (character) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (character < ' ') {
                    json.append("\\u00").append(Character.forDigit(character >> 4, 16))
                            .append(Character.forDigit(character & 0xf, 16));
                } else {
                    json.append(character);
                }
            }
        }
    }
}
