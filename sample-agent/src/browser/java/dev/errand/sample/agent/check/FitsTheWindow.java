package dev.errand.sample.agent.check;

import java.util.List;

/** A page scrolls in one direction only; what is wide scrolls in a box of its own. */
final class FitsTheWindow implements PageCheck {

    private static final String TOO_WIDE = """
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1);
              return [`${document.documentElement.scrollWidth} px wide in a window of ${width} px: `
                + wide.slice(0, 5).map(e => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '')).join(', ')];
            }""";

    @Override
    public List<String> findings(Visit visit) {
        return ((List<?>) visit.page().evaluate(TOO_WIDE)).stream().map(String::valueOf).toList();
    }

}
