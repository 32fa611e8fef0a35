package dev.errand.authz.console.run;

import java.util.Optional;

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
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.run.RunEndings;
import dev.errand.authz.admin.run.RunReport;
import dev.errand.authz.admin.run.RunReports;
import dev.errand.authz.console.PageLink;
import dev.errand.toolscope.PlainText;

/** {@code /console/runs/{id}/revoke}: what revoking a run stops and what it does not, and doing it. */
@Controller
final class RevokeController {

    private static final String PATH = RunListController.PATH + "/{run}/revoke";
    private static final int MAX_WHY = 200;

    private final RunReports reports;
    private final RunEndings endings;
    private final RadiusViews radii;

    RevokeController(RunReports reports, RunEndings endings, RadiusViews radii) {
        this.reports = reports;
        this.endings = endings;
        this.radii = radii;
    }

    @GetMapping(PATH)
    String preview(@PathVariable("run") String segment, Model model) {
        return preview(find(segment), "", null, model);
    }

    @PostMapping(PATH)
    Object revoke(@PathVariable("run") String segment, @RequestParam(name = "why", defaultValue = "") String why,
            Administrator by, HttpServletResponse response, Model model) {
        RunReport report = find(segment);
        Optional<String> words = Optional.ofNullable(PageLink.filled(why));
        Optional<String> problem = words.flatMap(text -> PlainText.problem(text, MAX_WHY));
        if (problem.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return preview(report, why, problem.get(), model);
        }
        boolean revoked = endings.revoke(report.run().runId(), by.name(), words);
        return seeOther(RunListController.PATH + "/" + segment + "?done=" + (revoked ? "revoked" : "ended-before"));
    }

    private String preview(RunReport report, String why, @Nullable String problem, Model model) {
        model.addAttribute("run", RunRow.of(report.listed())).addAttribute("radius", radii.of(report.run()));
        model.addAttribute("why", why).addAttribute("problem", problem);
        return "console/run/revoke";
    }

    private RunReport find(String segment) {
        return PathName.read(segment).flatMap(reports::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static RedirectView seeOther(String url) {
        RedirectView view = new RedirectView(url);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
