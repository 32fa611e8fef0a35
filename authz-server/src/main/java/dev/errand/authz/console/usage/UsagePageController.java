package dev.errand.authz.console.usage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.usage.EditorLink;
import dev.errand.authz.admin.usage.LimitUse;
import dev.errand.authz.admin.usage.Proposal;
import dev.errand.authz.admin.usage.UsageQuery;
import dev.errand.authz.admin.usage.UsageReport;
import dev.errand.authz.admin.usage.UsageRow;
import dev.errand.authz.console.Moment;
import dev.errand.toolscope.json.Parsed;

/** {@code /console/usage}: granted against used. */
@Controller
final class UsagePageController {

    private final UsageReport report;

    UsagePageController(UsageReport report) {
        this.report = report;
    }

    @GetMapping("/console/usage")
    String usage(@RequestParam Map<String, String> query, Model model, HttpServletResponse response) {
        Parsed<UsageQuery> read = UsageQuery.read(typed(query, "agent"), typed(query, "scope"), typed(query, "days"), null,
                typed(query, "after"));
        switch (read) {
            case Parsed.Malformed<UsageQuery>(String member, String problem) -> {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                model.addAttribute("view", view(query, new Page<>(List.of(), Optional.empty()), member, problem));
            }
            case Parsed.Value<UsageQuery>(UsageQuery wanted) ->
                model.addAttribute("view", view(query, report.page(wanted), null, null));
        }
        return "console/usage/report";
    }

    private static @Nullable String typed(Map<String, String> query, String name) {
        String value = query.getOrDefault(name, "").strip();
        return value.isEmpty() ? null : value;
    }

    private static UsageView view(Map<String, String> query, Page<UsageRow> page, @Nullable String member,
            @Nullable String problem) {
        return new UsageView(query.getOrDefault("agent", ""), query.getOrDefault("scope", ""),
                query.getOrDefault("days", String.valueOf(UsageQuery.DEFAULT_DAYS)), member, problem,
                page.items().stream().map(UsagePageController::line).toList(),
                query.containsKey("after") ? url(query, null) : null,
                page.next().map(next -> url(query, next.word())).orElse(null));
    }

    private static String url(Map<String, String> query, @Nullable String after) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/console/usage");
        Stream.of("agent", "scope", "days").filter(name -> typed(query, name) != null)
                .forEach(name -> url.queryParam(name, "{" + name + "}"));
        if (after != null) {
            url.queryParam("after", after);
        }
        return url.encode().buildAndExpand(query).toUriString();
    }

    private static UsageView.Line line(UsageRow row) {
        return new UsageView.Line(row.agent(), "/console/agents/" + PathName.of(row.agent()), row.scope(),
                "/console/scopes/" + PathName.of(row.scope()), row.granted(), row.calls(), row.neverUsed(),
                row.lastUsed().map(Moment::of).orElse(null), row.limits().stream().map(UsagePageController::words).toList(),
                word(row.proposal()), changes(row.proposal()),
                row.proposal() instanceof Proposal.Tighten tighten ? EditorLink.of(row.scope(), tighten) : null,
                row.proposal() instanceof Proposal.Unused ? takeAway(row) : null,
                row.proposal() instanceof Proposal.Unused(boolean byAnyone) && !byAnyone
                        ? "/console/scopes/" + PathName.of(row.scope()) + "/retire"
                        : null);
    }

    /** The agent's form, which is only filled in by this. */
    private static String takeAway(UsageRow row) {
        return UriComponentsBuilder.fromPath("/console/agents").pathSegment(PathName.of(row.agent()), "edit")
                .queryParam("without", "{scope}").encode().buildAndExpand(row.scope()).toUriString();
    }

    private static String words(LimitUse limit) {
        String most = limit.registered().map(max -> " of " + EditorLink.amount(max, limit.currency())).orElse("");
        return limit.action() + " " + limit.parameter() + ": " + EditorLink.amount(limit.largest(), limit.currency()) + most
                + (limit.currency().isEmpty() ? "" : " " + limit.currency());
    }

    private static String word(Proposal proposal) {
        return switch (proposal) {
            case Proposal.Nothing() -> "nothing";
            case Proposal.Gone() -> "gone";
            case Proposal.Unused(boolean byAnyone) -> byAnyone ? "take-away" : "retire";
            case Proposal.Tighten tighten -> "tighten";
        };
    }

    private static List<String> changes(Proposal proposal) {
        if (!(proposal instanceof Proposal.Tighten tighten)) {
            return List.of();
        }
        Stream<String> uses = tighten.maxUses().stream().mapToObj(most -> "max_uses " + most);
        return Stream.concat(tighten.limits().stream()
                .map(limit -> limit.action() + " " + limit.parameter() + " " + EditorLink.amount(limit.now(), limit.currency())
                        + " → " + EditorLink.amount(limit.proposed(), limit.currency())),
                uses).toList();
    }
}
