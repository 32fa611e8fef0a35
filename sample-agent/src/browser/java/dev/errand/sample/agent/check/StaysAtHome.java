package dev.errand.sample.agent.check;

import java.util.List;

/**
 * No request leaves the origin. What a {@code data:} URL says is asked of nobody; the browser draws its own date picker
 * from one.
 */
final class StaysAtHome implements PageCheck {

    @Override
    public List<String> findings(Visit visit) {
        String home = visit.window().site() + "/";
        return visit.traffic().urls().stream().filter(url -> !url.startsWith(home) && !url.startsWith("data:"))
                .map(url -> "asks " + url).toList();
    }

}
