package dev.errand.authz.console.session;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.run.RunReports;
import dev.errand.authz.admin.session.SessionFilters;
import dev.errand.authz.admin.session.SessionReports;
import dev.errand.authz.console.PageLink;
import dev.errand.authz.console.run.RunRow;
import dev.errand.authz.run.RunState;
import dev.errand.authz.run.list.RunQuery;
import dev.errand.authz.session.list.ListedSession;
import dev.errand.authz.session.list.SessionQuery;
import dev.errand.toolscope.json.Parsed;

/** {@code /console/sessions}: who is logged in; and the end of a session, after a look at the runs that end with it. */
@Controller
final class SessionPageController {

    private static final String PATH = "/console/sessions";
    private static final int PREVIEW = 50;

    private final SessionReports sessions;
    private final RunReports runs;

    SessionPageController(SessionReports sessions, RunReports runs) {
        this.sessions = sessions;
        this.runs = runs;
    }

    @GetMapping(PATH)
    String list(@RequestParam(name = "live", required = false) @Nullable String live,
            @RequestParam(name = "subject", required = false) @Nullable String subject,
            @RequestParam(name = "after", required = false) @Nullable String after, HttpServletResponse response,
            Model model) {
        String wanted = PageLink.filled(live);
        String user = PageLink.filled(subject);
        PageLink here = PageLink.to(PATH).with("live", wanted).with("subject", user);
        model.addAttribute("live", wanted == null ? "" : wanted).addAttribute("subject", user);
        model.addAttribute("first", after == null ? null : here.url());
        switch (SessionFilters.read(wanted, user).then(query -> page(query, after))) {
            case Parsed.Value<Page<ListedSession>>(Page<ListedSession> page) -> {
                model.addAttribute("sessions", page.items().stream().map(SessionRow::of).toList());
                model.addAttribute("next",
                        page.next().map(Cursor::word).map(word -> here.with("after", word).url()).orElse(null));
            }
            case Parsed.Malformed<Page<ListedSession>> malformed -> {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                model.addAttribute("problem", malformed.member() + " " + malformed.problem());
            }
        }
        return "console/session/list";
    }

    private Parsed<Page<ListedSession>> page(SessionQuery query, @Nullable String after) {
        return PageRequest.read(null, after, SessionReports.CURSOR_PARTS).then(page -> sessions.page(query, page));
    }

    @GetMapping(PATH + "/{session}/end")
    String preview(@PathVariable("session") String segment, Model model) {
        ListedSession session = find(segment);
        model.addAttribute("one", SessionRow.of(session));
        model.addAttribute("runs", runs.newest(RunQuery.inSession(session.session().sid(), RunState.ACTIVE), PREVIEW)
                .stream().map(RunRow::of).toList());
        return "console/session/end";
    }

    @PostMapping(PATH + "/{session}/end")
    RedirectView end(@PathVariable("session") String segment, Administrator by) {
        boolean ended = sessions.end(find(segment).session().sid(), by.name());
        RedirectView view = new RedirectView(PATH + "?done=" + (ended ? "ended" : "ended-before"));
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private ListedSession find(String segment) {
        return PathName.read(segment).flatMap(sessions::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
