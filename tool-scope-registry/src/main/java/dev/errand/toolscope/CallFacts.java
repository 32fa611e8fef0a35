package dev.errand.toolscope;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one call is about to do: its action, the object it names and the values of its parameters. Nothing here is
 * checked, since it is what a caller sent.
 */
public record CallFacts(String action, Optional<String> identifier, Map<String, Fact> facts) {

    public CallFacts {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
}
