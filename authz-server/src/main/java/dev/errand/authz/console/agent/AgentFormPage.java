package dev.errand.authz.console.agent;

import java.util.HashSet;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import dev.errand.authz.admin.agent.AgentAdministration;
import dev.errand.authz.admin.agent.ScopeChoices;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.console.FieldProblem;

/** Draws the form about a client, and what its change makes different. */
@Component
final class AgentFormPage {

    private static final int SHOWN = 30;

    private final AgentAdministration agents;
    private final ScopeChoices scopes;

    AgentFormPage(AgentAdministration agents, ScopeChoices scopes) {
        this.agents = agents;
        this.scopes = scopes;
    }

    /** The form, as it was typed so far; about a new client if there is no entry. */
    String show(Model model, AgentForm form, @Nullable AgentEntry entry) {
        model.addAttribute("form", form.toShow());
        model.addAttribute("agent", entry == null ? null : AgentView.of(entry, agents.impact(entry.agent())));
        choices(model, form);
        return entry == null ? "console/agents/new" : "console/agents/edit";
    }

    String refuse(Model model, HttpServletResponse response, AgentForm form, @Nullable AgentEntry entry,
            FieldProblem problem) {
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        model.addAttribute("problem", problem);
        return show(model, form, entry);
    }

    String review(Model model, AgentForm form, AgentEntry entry, Agent after) {
        model.addAttribute("form", form);
        model.addAttribute("agent", AgentView.of(entry, agents.impact(entry.agent())));
        model.addAttribute("differences", AgentDifferences.between(entry.agent(), after));
        model.addAttribute("ending", agents.impact(entry.agent()).keys().stream()
                .filter(key -> !after.keyThumbprints().contains(key.thumbprint())).map(AgentView.Key::of).toList());
        return "console/agents/review";
    }

    /** Somebody was quicker: the same change against what stands now, to be saved once more or not. */
    String overtaken(Model model, HttpServletResponse response, AgentForm form, AgentEntry now, Agent after) {
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        model.addAttribute("overtaken", true);
        AgentForm renewed = new AgentForm(form.clientId(), form.name(), form.method(), form.jwks(), form.keep(),
                form.redirectUris(), form.scopes(), form.roles(), form.find(), AgentAdministration.tag(now).value());
        return review(model, renewed, now, after);
    }

    /** The list of scopes alone. */
    String scopes(Model model, AgentForm form) {
        model.addAttribute("form", form);
        choices(model, form);
        return "console/agents/form :: choices";
    }

    private void choices(Model model, AgentForm form) {
        boolean tooMany = form.scopes().size() > AgentForm.MAX_SCOPES;
        model.addAttribute("tooMany", tooMany);
        model.addAttribute("chosen", form.scopes().stream().limit(AgentForm.MAX_SCOPES).toList());
        model.addAttribute("found",
                tooMany ? List.of() : scopes.find(form.find(), new HashSet<>(form.scopes()), SHOWN));
    }
}
