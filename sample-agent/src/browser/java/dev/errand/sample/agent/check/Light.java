package dev.errand.sample.agent.check;

import java.util.List;

/** A first visit loads at most 60 kB, all in all. */
final class Light implements PageCheck {

    private static final long MOST = 60_000;

    @Override
    public List<String> findings(Visit visit) {
        long bytes = visit.traffic().bytes();
        return bytes <= MOST ? List.of() : List.of(bytes + " bytes: " + visit.traffic().bill());
    }

}
