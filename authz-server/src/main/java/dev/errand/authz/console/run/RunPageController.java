package dev.errand.authz.console.run;

import java.time.InstantSource;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.run.RunReport;
import dev.errand.authz.admin.run.RunReports;

/** {@code /console/runs/{id}}: one run, what it may do, and what it did. */
@Controller
final class RunPageController {

    private final RunReports reports;
    private final RadiusViews radii;
    private final MessageSource texts;
    private final InstantSource clock;

    RunPageController(RunReports reports, RadiusViews radii, MessageSource texts, InstantSource clock) {
        this.reports = reports;
        this.radii = radii;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping(RunListController.PATH + "/{run}")
    String run(@PathVariable("run") String segment, Locale locale, Model model) {
        RunReport report = PathName.read(segment).flatMap(reports::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("run", RunRow.of(report.listed())).addAttribute("consent", report.run().consentId());
        model.addAttribute("parent", report.run().parent().map(RunLink::to).orElse(null));
        model.addAttribute("children", report.children().stream().map(RunLink::to).toList());
        model.addAttribute("key", report.run().jkt()).addAttribute("radius", radii.of(report.run()));
        model.addAttribute("timeline", TimelineView.of(report.listed(), reports.timeline(report.run().runId()),
                clock.instant(), texts, locale));
        return "console/run/run";
    }
}
