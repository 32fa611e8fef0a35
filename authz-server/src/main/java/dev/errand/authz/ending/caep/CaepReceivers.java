package dev.errand.authz.ending.caep;

import java.util.List;

/**
 * All receivers of security events.
 *
 * @param all none by default
 */
public record CaepReceivers(List<CaepReceiver> all) {

    public CaepReceivers {
        all = List.copyOf(all);
        if (all.stream().map(CaepReceiver::name).distinct().count() < all.size()) {
            throw new IllegalArgumentException("two receivers of events have the same URL");
        }
    }
}
