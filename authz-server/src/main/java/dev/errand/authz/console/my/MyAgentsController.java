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
import dev.errand.authz.admin.run.RunTimeline;
import dev.errand.authz.admin.run.Stopped;
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

    /** How many other runs of an agent are counted; more than that is many. */
    private static final int BESIDE = 20;

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

    /** One run, live or over: what it may do and did, in words for its user. */
    @GetMapping(PATH + "/{run}")
    String run(@PathVariable("run") String segment, Authentication login, Model model) {
        RunReport report = own(segment, login);
        RunTimeline timeline = reports.timeline(report.run().runId());
        AgentCard card = cards.of(report);
        model.addAttribute("agent", card).addAttribute("calls", cards.calls(card, timeline.calls()));
        model.addAttribute("cut", timeline.cut());
        return "console/my/run";
    }

    @GetMapping(PATH + "/{run}/stop")
    String preview(@PathVariable("run") String segment, Authentication login, Model model) {
        RunReport report = own(segment, login);
        model.addAttribute("agent", cards.of(report)).addAttribute("beside", reports.countBeside(report.run(), BESIDE));
        model.addAttribute("remembered", cards.remembered(consents.of(login.getName()).stream()
                .filter(consent -> consent.clientId().equals(report.run().clientId())).toList()));
        return "console/my/stop";
    }

    @PostMapping(PATH + "/{run}/stop")
    RedirectView stop(@PathVariable("run") String segment, Authentication login) {
        RunReport report = own(segment, login);
        Stopped stopped = endings.stop(report.run().runId(), login.getName()).orElse(Stopped.NOTHING);
        return seeOther(word(stopped, reports.countBeside(report.run(), 1) > 0 ? "stopped-one" : "stopped"));
    }

    /** All runs of the agent of this run. */
    @PostMapping(PATH + "/{run}/stop-agent")
    RedirectView stopAgent(@PathVariable("run") String segment, Authentication login) {
        RunReport report = own(segment, login);
        return seeOther(word(endings.stopAgent(report.run().runId(), login.getName()).orElse(Stopped.NOTHING), "stopped"));
    }

    private RunReport own(String segment, Authentication login) {
        return PathName.read(segment).flatMap(runId -> reports.find(runId, login.getName()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String word(Stopped stopped, String ended) {
        return switch (stopped) {
            case ENDED -> ended;
            case FORGOTTEN -> "forgotten";
            case NOTHING -> "ended-before";
        };
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
        return seeOther(endings.stopAll(login.getName()) == Stopped.NOTHING ? "ended-before" : "all-stopped");
    }

    private static RedirectView seeOther(String done) {
        RedirectView view = new RedirectView(PATH + "?done=" + done);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
