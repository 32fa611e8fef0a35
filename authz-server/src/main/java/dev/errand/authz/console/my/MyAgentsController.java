package dev.errand.authz.console.my;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.run.RunEndings;
import dev.errand.authz.admin.run.RunReport;
import dev.errand.authz.admin.run.RunReports;
import dev.errand.authz.admin.run.UserConsents;
import dev.errand.authz.run.RunState;
import dev.errand.authz.run.list.ListedRun;
import dev.errand.authz.run.list.RunQuery;

/** {@code /my/agents}: which agents act for the user who looks, and stopping them. Another user's run is not there. */
@Controller
final class MyAgentsController {

    private static final String PATH = "/my/agents";
    private static final Pattern CONSENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int ACTIVE = 20;
    private static final int ENDED = 10;

    private final RunReports reports;
    private final RunEndings endings;
    private final UserConsents consents;
    private final AgentCards cards;

    MyAgentsController(RunReports reports, RunEndings endings, UserConsents consents, AgentCards cards) {
        this.reports = reports;
        this.endings = endings;
        this.consents = consents;
        this.cards = cards;
    }

    @GetMapping(PATH)
    String agents(Authentication login, Model model) {
        List<ListedRun> active = reports.newest(RunQuery.forUser(login.getName(), RunState.ACTIVE), ACTIVE + 1);
        model.addAttribute("agents", cards.of(active.stream().limit(ACTIVE)
                .flatMap(run -> reports.find(run.runId(), login.getName()).stream()).toList()));
        model.addAttribute("more", active.size() > ACTIVE).addAttribute("ended", cards.brief(ended(login.getName())));
        model.addAttribute("remembered", cards.remembered(consents.of(login.getName())));
        return "console/my/agents";
    }

    /** The newest of those that are over: each state has its own list. */
    private List<ListedRun> ended(String subject) {
        return Stream.of(RunState.COMPLETED, RunState.REVOKED, RunState.EXPIRED)
                .flatMap(state -> reports.newest(RunQuery.forUser(subject, state), ENDED).stream())
                .sorted((one, other) -> other.openedAt().compareTo(one.openedAt())).limit(ENDED).toList();
    }

    @GetMapping(PATH + "/{run}/stop")
    String preview(@PathVariable("run") String segment, Authentication login, Model model) {
        RunReport report = PathName.read(segment).flatMap(runId -> reports.find(runId, login.getName()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("agent", cards.of(List.of(report)).getFirst());
        return "console/my/stop";
    }

    @PostMapping(PATH + "/{run}/stop")
    RedirectView stop(@PathVariable("run") String segment, Authentication login) {
        boolean stopped = PathName.read(segment).flatMap(runId -> endings.stop(runId, login.getName()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return seeOther(stopped ? "stopped" : "ended-before");
    }

    @PostMapping(PATH + "/consents/{consent}/forget")
    RedirectView forget(@PathVariable("consent") String segment, Authentication login) {
        boolean forgotten = PathName.read(segment).filter(id -> CONSENT.matcher(id).matches())
                .filter(id -> consents.forget(id, login.getName())).isPresent();
        return seeOther(forgotten ? "forgotten" : "forgotten-before");
    }

    @GetMapping(PATH + "/stop-all")
    String previewAll(Authentication login, Model model) {
        model.addAttribute("agents", cards.brief(
                reports.newest(RunQuery.forUser(login.getName(), RunState.ACTIVE), ACTIVE)));
        model.addAttribute("remembered", cards.remembered(consents.of(login.getName())));
        return "console/my/stop-all";
    }

    @PostMapping(PATH + "/stop-all")
    RedirectView stopAll(Authentication login) {
        return seeOther(endings.stopAll(login.getName()) ? "all-stopped" : "ended-before");
    }

    private static RedirectView seeOther(String done) {
        RedirectView view = new RedirectView(PATH + "?done=" + done);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
