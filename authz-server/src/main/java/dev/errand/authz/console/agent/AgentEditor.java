package dev.errand.authz.console.agent;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import com.nimbusds.jose.jwk.JWK;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.agent.AgentAdministration;
import dev.errand.authz.admin.agent.AgentSaved;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.console.FieldProblem;
import dev.errand.authz.console.FormFields;
import dev.errand.toolscope.json.Parsed;

/** The forms to register a client and to change its registration, which shows what is different before it saves it. */
@Controller
final class AgentEditor {

    static final String NEW = "/console/new-agent";
    static final String CHANGE = AgentsPage.PATH + "/{key}";

    private final AgentAdministration agents;
    private final AgentFormPage page;

    AgentEditor(AgentAdministration agents, AgentFormPage page) {
        this.agents = agents;
        this.page = page;
    }

    @GetMapping(NEW)
    String create(Model model) {
        return page.show(model, AgentForm.empty(), null);
    }

    @PostMapping(NEW)
    String create(@RequestParam Map<String, String> fields, Administrator by, Model model,
            HttpServletResponse response) {
        AgentForm form = AgentForm.read(new FormFields(fields), fields.getOrDefault("client_id", "").strip());
        if (finds(fields)) {
            return page.show(model, form, null);
        }
        return switch (form.agent(List.of(), true)) {
            case Parsed.Malformed<Agent>(String member, String problem) ->
                page.refuse(model, response, form, null, FieldProblem.of(member, problem));
            case Parsed.Value<Agent>(Agent agent) -> switch (agents.save(agent, new Precondition.Absent(),
                    by)) {
                case AgentSaved.Done done -> "redirect:" + AgentRow.href(agent.clientId()) + "?done=registered";
                case AgentSaved.Stale stale -> page.refuse(model, response, form, null,
                        FieldProblem.of("client_id", "is registered already"));
                case AgentSaved.OwnRole own -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            };
        };
    }

    /**
     * The form, filled in by what a link says; nothing is saved by opening it.
     *
     * @param ticked a scope that the client may not ask for, to be ticked
     * @param unticked one that it may, to be unticked
     */
    @GetMapping(CHANGE + "/edit")
    String edit(@PathVariable("key") String key, @RequestParam(name = "scope", defaultValue = "") String ticked,
            @RequestParam(name = "without", defaultValue = "") String unticked, Model model) {
        AgentEntry entry = entry(key);
        AgentForm form = AgentForm.of(entry.agent(), AgentAdministration.tag(entry).value());
        if (Agent.isScope(ticked) && !entry.agent().allowedScopes().contains(ticked)) {
            model.addAttribute("ticked", ticked);
            form = form.ticking(ticked);
        }
        if (entry.agent().allowedScopes().contains(unticked)) {
            model.addAttribute("unticked", unticked);
            form = form.unticking(unticked);
        }
        return page.show(model, form, entry);
    }

    /** What would be different, and the button that makes it so. */
    @PostMapping(CHANGE + "/review")
    String review(@PathVariable("key") String key, @RequestParam Map<String, String> fields, Model model,
            HttpServletResponse response) {
        AgentEntry entry = entry(key);
        AgentForm form = form(fields, entry);
        if (finds(fields)) {
            return page.show(model, form, entry);
        }
        return switch (form.agent(keys(entry), entry.agent().enabled())) {
            case Parsed.Malformed<Agent>(String member, String problem) ->
                page.refuse(model, response, form, entry, FieldProblem.of(member, problem));
            case Parsed.Value<Agent>(Agent agent) -> page.review(model, form, entry, agent);
        };
    }

    @PostMapping(CHANGE + "/save")
    String save(@PathVariable("key") String key, @RequestParam Map<String, String> fields, Administrator by,
            Model model, HttpServletResponse response) {
        AgentEntry entry = entry(key);
        AgentForm form = form(fields, entry);
        return switch (form.agent(keys(entry), entry.agent().enabled())) {
            case Parsed.Malformed<Agent>(String member, String problem) ->
                page.refuse(model, response, form, entry, FieldProblem.of(member, problem));
            case Parsed.Value<Agent>(Agent agent) -> switch (agents.save(agent, Precondition.unchanged(form.tag()),
                    by)) {
                case AgentSaved.Done done -> "redirect:" + AgentRow.href(agent.clientId()) + "?done=saved";
                case AgentSaved.Stale stale -> page.overtaken(model, response, form, stale.now().orElse(entry), agent);
                case AgentSaved.OwnRole own -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            };
        };
    }

    /** The scopes to tick, as the search goes on: those ticked already, and what is found. */
    @GetMapping("/console/agent-scopes")
    String scopes(@RequestParam Map<String, String> fields, Model model) {
        return page.scopes(model, AgentForm.read(new FormFields(fields), ""));
    }

    private static boolean finds(Map<String, String> fields) {
        return "find".equals(fields.get("step"));
    }

    private static AgentForm form(Map<String, String> fields, AgentEntry entry) {
        return AgentForm.read(new FormFields(fields), entry.agent().clientId());
    }

    private static List<JWK> keys(AgentEntry entry) {
        return entry.agent().jwks().getKeys();
    }

    private AgentEntry entry(String key) {
        return PathName.read(key).flatMap(agents::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
