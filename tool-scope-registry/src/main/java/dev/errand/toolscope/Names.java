package dev.errand.toolscope;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The grammar of the names inside a scope, and maps by name in an order that never changes. */
final class Names {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,63}+");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}+");

    private Names() {}

    static String word(String member, String name) {
        return require(WORD, member, name);
    }

    static String parameter(String member, String name) {
        return require(PARAMETER, member, name);
    }

    static <T> SortedMap<String, T> byParameter(String member, Map<String, T> values, int max) {
        if (values.size() > max) {
            throw new InvalidValue(member, "has more than " + max + " members");
        }
        values.keySet().forEach(name -> parameter(member, name));
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    private static String require(Pattern grammar, String member, String name) {
        if (!grammar.matcher(name).matches()) {
            throw new InvalidValue(member, "has a name that does not match " + grammar.pattern().replace("}+", "}"));
        }
        return name;
    }
}
