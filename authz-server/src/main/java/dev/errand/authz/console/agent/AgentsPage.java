package dev.errand.authz.console.agent;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.admin.Administrators;
import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.ListQuery;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.agent.AgentAdministration;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.agent.AgentFilter;
import dev.errand.toolscope.json.Parsed;

/** {@code /console/agents}: the registered clients, one of them, and its end. */
@Controller
final class AgentsPage {

    static final String PATH = "/console/agents";

    private final AgentAdministration agents;
    private final Administrators administrators;

    AgentsPage(AgentAdministration agents, Administrators administrators) {
        this.agents = agents;
        this.administrators = administrators;
    }

    @GetMapping(PATH)
    String list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "enabled", required = false) @Nullable String enabled,
            @RequestParam(name = "after", required = false) @Nullable String after, Model model) {
        AgentFilter filter = new AgentFilter(read(ListQuery.search(search)), read(ListQuery.enabled(enabled)));
        PageRequest page = read(PageRequest.read(null, after, 1));
        Page<AgentRow> rows = agents.list(filter, page).map(AgentRow::of);
        model.addAttribute("rows", rows.items());
        model.addAttribute("search", filter.search());
        model.addAttribute("enabled", filter.enabled().map(String::valueOf).orElse(""));
        model.addAttribute("first", page.after().isEmpty() ? null : url(filter, null));
        model.addAttribute("next", rows.next().map(cursor -> url(filter, cursor)).orElse(null));
        return "console/agents/list";
    }

    private static <T> T read(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Malformed<T> malformed -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private static String url(AgentFilter filter, @Nullable Cursor after) {
        return UriComponentsBuilder.fromPath(PATH)
                .queryParamIfPresent("search", Optional.of(filter.search()).filter(text -> !text.isEmpty()))
                .queryParamIfPresent("enabled", filter.enabled())
                .queryParamIfPresent("after", Optional.ofNullable(after).map(Cursor::word))
                .encode().build().toUriString();
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
    String disable(@PathVariable("key") String key, Authentication caller) {
        return enable(key, false, caller) + "?done=disabled";
    }

    @PostMapping(PATH + "/{key}/enable")
    String enable(@PathVariable("key") String key, Authentication caller) {
        return enable(key, true, caller) + "?done=enabled";
    }

    private String enable(String key, boolean enabled, Authentication caller) {
        AgentEntry entry = PathName.read(key)
                .flatMap(clientId -> agents.enable(clientId, enabled, administrators.of(caller).orElseThrow()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return "redirect:" + AgentRow.href(entry.agent().clientId());
    }

    private void view(String key, Model model) {
        AgentEntry entry = PathName.read(key).flatMap(agents::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("agent", AgentView.of(entry, agents.impact(entry.agent())));
    }
}
