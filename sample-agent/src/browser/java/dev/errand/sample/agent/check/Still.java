package dev.errand.sample.agent.check;

import java.util.List;

/** Where reduced motion is asked for, nothing moves. */
final class Still implements PageCheck {

    private static final String MOVING = """
            () => document.getAnimations().filter(a => a.effect.getComputedTiming().duration > 10)
                .map(a => `moves: ${a.effect.target.tagName} for ${a.effect.getComputedTiming().duration} ms`)""";

    @Override
    public List<String> findings(Visit visit) {
        return ((List<?>) visit.page().evaluate(MOVING)).stream().map(String::valueOf).toList();
    }

}
