package dev.errand.authz.console.run;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.run.RunFilters;
import dev.errand.authz.admin.run.RunReports;
import dev.errand.authz.console.PageLink;
import dev.errand.authz.run.RunState;
import dev.errand.authz.run.list.ListedRun;
import dev.errand.authz.run.list.RunQuery;
import dev.errand.toolscope.json.Parsed;

/** {@code /console/runs}: the runs, the newest first; the first page keeps itself fresh where scripts run. */
@Controller
final class RunListController {

    static final String PATH = "/console/runs";

    private final RunReports reports;

    RunListController(RunReports reports) {
        this.reports = reports;
    }

    @GetMapping(PATH)
    String list(@RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "agent", required = false) @Nullable String agent,
            @RequestParam(name = "subject", required = false) @Nullable String subject,
            @RequestParam(name = "session", required = false) @Nullable String session,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx, Model model) {
        Parsed<RunQuery> query = RunFilters.read(PageLink.filled(state), PageLink.filled(agent), PageLink.filled(subject),
                PageLink.filled(session));
        switch (query.then(read -> page(read, after))) {
            case Parsed.Value<Page<ListedRun>>(Page<ListedRun> page) -> show(query, page, after, model);
            case Parsed.Malformed<Page<ListedRun>> malformed -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return htmx == null ? "console/run/list" : "console/run/list :: runs";
    }

    private Parsed<Page<ListedRun>> page(RunQuery query, @Nullable String after) {
        return PageRequest.read(null, after, RunReports.CURSOR_PARTS).then(page -> reports.page(query, page));
    }

    private static void show(Parsed<RunQuery> parsed, Page<ListedRun> page, @Nullable String after, Model model) {
        if (parsed instanceof Parsed.Value<RunQuery>(RunQuery query)) {
            RunState state = query.state();
            PageLink here = PageLink.to(PATH).with("state", state == null ? null : state.word())
                    .with("agent", query.agent()).with("subject", query.subject()).with("session", query.session());
            model.addAttribute("query", query).addAttribute("state", state == null ? "" : state.word());
            model.addAttribute("runs", page.items().stream().map(RunRow::of).toList()).addAttribute("here", here.url());
            model.addAttribute("live", after == null).addAttribute("first", after == null ? null : here.url());
            model.addAttribute("next", page.next().map(Cursor::word).map(word -> here.with("after", word).url()).orElse(null));
        }
    }
}
