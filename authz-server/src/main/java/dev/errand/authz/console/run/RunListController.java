package dev.errand.authz.console.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.run.RunFilters;
import dev.errand.authz.admin.run.RunReports;
import dev.errand.authz.console.PageLink;
import dev.errand.authz.run.list.ListedRun;
import dev.errand.authz.run.list.RunQuery;
import dev.errand.toolscope.json.Parsed;

/** {@code /console/runs}: the runs, the newest first; the first page keeps itself fresh where scripts run. */
@Controller
final class RunListController {

    static final String PATH = "/console/runs";
    private static final List<String> FILTERS = List.of("state", "agent", "subject", "session");

    private final RunReports reports;

    RunListController(RunReports reports) {
        this.reports = reports;
    }

    @GetMapping(PATH)
    String list(@RequestParam Map<String, String> parameters,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx, HttpServletResponse response,
            Model model) {
        Map<String, String> typed = new LinkedHashMap<>();
        FILTERS.forEach(name -> typed.put(name, Objects.requireNonNullElse(PageLink.filled(parameters.get(name)), "")));
        String after = parameters.get("after");
        PageLink here = link(typed);
        model.addAttribute("typed", typed).addAttribute("here", here.url());
        model.addAttribute("first", after == null ? null : here.url());
        model.addAttribute("filtered", after != null || !here.filters().isEmpty());
        switch (read(typed).then(query -> page(query, after))) {
            case Parsed.Value<Page<ListedRun>>(Page<ListedRun> page) -> show(page, here, after == null, model);
            case Parsed.Malformed<Page<ListedRun>> malformed -> {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                model.addAttribute("problem", malformed.member() + " " + malformed.problem());
            }
        }
        return htmx == null ? "console/run/list" : "console/run/list :: runs";
    }

    private static Parsed<RunQuery> read(Map<String, String> typed) {
        return RunFilters.read(PageLink.filled(typed.get("state")), PageLink.filled(typed.get("agent")),
                PageLink.filled(typed.get("subject")), PageLink.filled(typed.get("session")));
    }

    private Parsed<Page<ListedRun>> page(RunQuery query, @Nullable String after) {
        return PageRequest.read(null, after, RunReports.CURSOR_PARTS).then(page -> reports.page(query, page));
    }

    private static PageLink link(Map<String, String> typed) {
        PageLink link = PageLink.to(PATH);
        for (String name : FILTERS) {
            link = link.with(name, PageLink.filled(typed.get(name)));
        }
        return link;
    }

    private static void show(Page<ListedRun> page, PageLink here, boolean live, Model model) {
        model.addAttribute("runs", page.items().stream().map(RunRow::of).toList()).addAttribute("live", live);
        model.addAttribute("next", page.next().map(Cursor::word).map(word -> here.with("after", word).url()).orElse(null));
    }
}
