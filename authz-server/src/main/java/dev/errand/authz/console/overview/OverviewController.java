package dev.errand.authz.console.overview;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import dev.errand.authz.admin.entry.FirstSteps;

/** The console's first page: what to do first, what goes on, and what went wrong last. */
@Controller
final class OverviewController {

    private final FirstSteps firstSteps;
    private final Latest latest;

    OverviewController(FirstSteps firstSteps, Latest latest) {
        this.firstSteps = firstSteps;
        this.latest = latest;
    }

    @GetMapping("/console")
    String overview(Model model) {
        model.addAttribute("taken", firstSteps.taken()).addAttribute("runs", latest.activeRuns());
        model.addAttribute("alarms", latest.alarms()).addAttribute("refusals", latest.refusals());
        return "console/overview/overview";
    }
}
