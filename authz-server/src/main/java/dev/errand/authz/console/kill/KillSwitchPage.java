package dev.errand.authz.console.kill;

import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.kill.KillDone;
import dev.errand.authz.admin.kill.KillPreview;
import dev.errand.authz.admin.kill.KillPreviews;
import dev.errand.authz.admin.kill.KillSwitch;
import dev.errand.authz.admin.kill.KillTarget;
import dev.errand.authz.console.PageLink;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.json.Parsed;

/**
 * {@code /console/kill-switch}: what to stop, what that ends and what it does not undo, and doing it. What was done is
 * told in the answer itself: whoever stops everything has no session afterwards in which to be told on another page.
 */
@Controller
final class KillSwitchPage {

    private static final String PATH = "/console/kill-switch";
    private static final List<String> KINDS = List.of("run", "agent", "user", "tool", "everything");

    private final KillPreviews previews;
    private final KillSwitch killSwitch;

    KillSwitchPage(KillPreviews previews, KillSwitch killSwitch) {
        this.previews = previews;
        this.killSwitch = killSwitch;
    }

    @GetMapping(PATH)
    String show(@RequestParam(name = "target", required = false) @Nullable String kind,
            @RequestParam(name = "id", required = false) @Nullable String id, HttpServletResponse response, Model model) {
        String wanted = PageLink.filled(kind);
        if (wanted == null) {
            return page(model, null, null);
        }
        return switch (read(wanted, id)) {
            case Parsed.Value<KillTarget>(KillTarget target) -> preview(target, "", null, response, model);
            // A question like any other, not yet complete: a script shows what is missing in the place of the preview.
            case Parsed.Malformed<KillTarget> malformed -> unknown(wanted, id, HttpStatus.OK, response, model);
        };
    }

    @PostMapping(PATH)
    String pull(@RequestParam(name = "target", required = false) @Nullable String kind,
            @RequestParam(name = "id", required = false) @Nullable String id,
            @RequestParam(name = "why", defaultValue = "") String why, Administrator by, HttpServletResponse response,
            Model model) {
        if (!(read(kind, id) instanceof Parsed.Value<KillTarget>(KillTarget target))) {
            return unknown(kind, id, HttpStatus.BAD_REQUEST, response, model);
        }
        String words = why.strip();
        Optional<String> problem = PlainText.problem(words, KillSwitch.MAX_WHY);
        if (problem.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return preview(target, why, problem.get(), response, model);
        }
        return killSwitch.pull(target, by.name(), words).map(done -> done(done, words, response, model))
                .orElseGet(() -> unknown(target.kind(), target.id(), HttpStatus.NOT_FOUND, response, model));
    }

    /** A field that is not needed comes too: empty, or with what was typed for another choice. */
    private static Parsed<KillTarget> read(@Nullable String kind, @Nullable String id) {
        return KillTarget.read(kind, "everything".equals(kind) ? null : PageLink.filled(id));
    }

    private String preview(KillTarget target, String why, @Nullable String problem, HttpServletResponse response,
            Model model) {
        Optional<KillPreview> preview = previews.of(target);
        if (preview.isEmpty()) {
            // Looked for and not found: an answer like any other, which a script shows in its place too.
            return unknown(target.kind(), target.id(), HttpStatus.OK, response, model);
        }
        model.addAttribute("preview", preview.get()).addAttribute("why", why).addAttribute("problem", problem);
        return page(model, target.kind(), target.id());
    }

    private static String unknown(@Nullable String kind, @Nullable String id, HttpStatus status, HttpServletResponse response,
            Model model) {
        response.setStatus(status.value());
        model.addAttribute("unknown", true).addAttribute("which", PageLink.filled(id) == null);
        return page(model, kind, id);
    }

    private static String page(Model model, @Nullable String kind, @Nullable String id) {
        model.addAttribute("kinds", KINDS).addAttribute("kind", kind).addAttribute("id", id);
        return "console/kill/switch";
    }

    private static String done(KillDone done, String why, HttpServletResponse response, Model model) {
        if (done.left() > 0) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            response.setHeader("Retry-After", "1");
        }
        model.addAttribute("done", done).addAttribute("why", why);
        return "console/kill/done";
    }
}
