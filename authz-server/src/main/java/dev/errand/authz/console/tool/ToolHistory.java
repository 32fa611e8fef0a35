package dev.errand.authz.console.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.tool.RegisteredTools;
import dev.errand.authz.console.Difference;
import dev.errand.authz.console.Moment;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.ToolVersion;

/** What a tool was before, with who changed it and why. */
@Component
final class ToolHistory {

    private static final int VERSIONS = 20;

    private final RegisteredTools tools;

    ToolHistory(RegisteredTools tools) {
        this.tools = tools;
    }

    /**
     * One version.
     *
     * @param changes how it differs from the version before it; empty for the first
     */
    public record Line(int version, Moment at, String by, String why, List<Difference> changes) {}

    /**
     * Gives the page the versions, the last one first, and the links that lead on.
     *
     * @param href where the tool's page is
     * @param after where the page before ended; one that is no cursor of this list is answered with 400
     */
    void show(String resource, String href, @Nullable String after, Model model) {
        Page<ToolVersion> page = tools.history(resource, request(after)).orElseThrow();
        model.addAttribute("history", lines(resource, page));
        model.addAttribute("first", after == null ? null : href);
        model.addAttribute("next", page.next().map(Cursor::word).map(word -> href + "?after=" + word).orElse(null));
    }

    private static PageRequest request(@Nullable String after) {
        return switch (PageRequest.numbered(String.valueOf(VERSIONS), after)) {
            case Parsed.Value<PageRequest>(PageRequest page) -> page;
            case Parsed.Malformed<PageRequest> malformed -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private List<Line> lines(String resource, Page<ToolVersion> page) {
        List<ToolVersion> known = new ArrayList<>(page.items());
        page.next().flatMap(last -> tools.version(resource, Integer.parseInt(last.part(0)) - 1)).ifPresent(known::add);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < page.items().size(); i++) {
            ToolVersion version = known.get(i);
            lines.add(new Line(version.version(), Moment.of(version.at()), version.change().by(), version.change().why(),
                    i + 1 < known.size()
                            ? ToolDifferences.between(Optional.of(known.get(i + 1).tool()), version.tool())
                            : List.of()));
        }
        return lines;
    }
}
