package dev.errand.dpop.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.errand.dpop.HttpTarget;

/** The last nonce of each origin (RFC 9449 §8.2), for as many origins as an agent may well have. Thread-safe. */
final class ServerNonces {

    static final String HEADER = "DPoP-Nonce";

    private static final int MAX_ORIGINS = 256;
    private static final Pattern NQCHAR = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,512}");

    private final Map<String, String> byOrigin = new LinkedHashMap<>(16, 0.75f, true);

    synchronized @Nullable String of(URI uri) {
        return byOrigin.get(origin(uri));
    }

    synchronized void remember(URI uri, HttpHeaders headers) {
        String nonce = headers.getFirst(HEADER);
        if (nonce == null || !NQCHAR.matcher(nonce).matches()) {
            return;
        }
        byOrigin.put(origin(uri), nonce);
        if (byOrigin.size() > MAX_ORIGINS) {
            byOrigin.remove(byOrigin.keySet().iterator().next());
        }
    }

    private static String origin(URI uri) {
        return HttpTarget.parse(uri.toString()).map(HttpTarget::origin).orElse("");
    }
}
