package dev.errand.toolscope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Patterns that were read before: a scope's pattern is met at every decision about it. Never more than a few. */
final class ParsedPatterns {

    private static final int MOST = 1_000;
    private static final Map<String, IdentifierPattern> PARSED = Collections.synchronizedMap(new Recent());

    private ParsedPatterns() {}

    static IdentifierPattern parse(String pattern) {
        IdentifierPattern known = PARSED.get(pattern);
        if (known != null) {
            return known;
        }
        IdentifierPattern parsed = IdentifierPattern.parse(pattern);
        PARSED.put(pattern, parsed);
        return parsed;
    }

    /** Forgets the one that was used least recently. */
    private static final class Recent extends LinkedHashMap<String, IdentifierPattern> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, IdentifierPattern> eldest) {
            return size() > MOST;
        }
    }
}
