package dev.errand.sample.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;

/** No violation of WCAG 2.2 AA, nor of what is good practice besides, that axe can find. */
final class Accessible implements PageCheck {

    private static final String AXE = axe();

    // Run by itself: its own builder opens another page each time in order to gather what frames say, and we have none.
    private static final String RUN = """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const results = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
              return results.violations.map(v => `axe ${v.id}: ${v.help}` + v.nodes.slice(0, 4)
                .map(n => `\\n    ${n.html.split('\\n')[0]}\\n      ${n.failureSummary.replaceAll('\\n', '\\n      ')}`).join(''));
            }""";

    @Override
    public List<String> findings(Visit visit) {
        Page page = visit.page();
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(AXE);
        }
        return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
