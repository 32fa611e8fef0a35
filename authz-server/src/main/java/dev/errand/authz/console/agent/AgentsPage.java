package dev.errand.authz.console.agent;

import org.jspecify.annotations.Nullable;
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
import dev.errand.authz.admin.agent.AgentAdministration;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.agent.AgentFilter;
import dev.errand.authz.console.SearchedList;

/** {@code /console/agents}: the registered clients, one of them, and its end. */
@Controller
final class AgentsPage {

    static final String PATH = "/console/agents";

    private final AgentAdministration agents;

    AgentsPage(AgentAdministration agents) {
        this.agents = agents;
    }

    @GetMapping(PATH)
    String list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "enabled", required = false) @Nullable String enabled,
            @RequestParam(name = "after", required = false) @Nullable String after, Model model) {
        SearchedList list = SearchedList.read(PATH, search, enabled, after);
        list.show(agents.list(new AgentFilter(list.search(), list.enabled()), list.page()).map(AgentRow::of), model);
        return "console/agents/list";
    }

    @GetMapping(PATH + "/{key}")
    String show(@PathVariable("key") String key, Model model) {
        view(key, model);
        return "console/agents/show";
    }

    /** What disabling ends, before it does. */
    @GetMapping(PATH + "/{key}/disable")
    String preview(@PathVariable("key") String key, Model model) {
        view(key, model);
        return "console/agents/disable";
    }

    @PostMapping(PATH + "/{key}/disable")
    String disable(@PathVariable("key") String key, Administrator by) {
        return enable(key, false, by) + "?done=disabled";
    }

    @PostMapping(PATH + "/{key}/enable")
    String enable(@PathVariable("key") String key, Administrator by) {
        return enable(key, true, by) + "?done=enabled";
    }

    private String enable(String key, boolean enabled, Administrator by) {
        AgentEntry entry = PathName.read(key)
                .flatMap(clientId -> agents.enable(clientId, enabled, by))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return "redirect:" + AgentRow.href(entry.agent().clientId());
    }

    private void view(String key, Model model) {
        AgentEntry entry = PathName.read(key).flatMap(agents::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("agent", AgentView.of(entry, agents.impact(entry.agent())));
    }
}
