package dev.errand.authz.console.my;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.run.AgentNames;
import dev.errand.authz.admin.run.RunReport;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.run.RadiusView;
import dev.errand.authz.console.run.RadiusViews;
import dev.errand.authz.console.run.RunLink;
import dev.errand.authz.console.run.RunRow;
import dev.errand.authz.ledger.run.RunCall;
import dev.errand.authz.run.RememberedConsent;
import dev.errand.authz.run.list.ListedRun;
import dev.errand.authz.run.words.ScopeSentence;
import dev.errand.authz.run.words.ScopeWords;

/** Puts runs into the words of the user whose authority they lend. */
@Component
final class AgentCards {

    private final RadiusViews radii;
    private final AgentNames names;
    private final ScopeWords words;

    AgentCards(RadiusViews radii, AgentNames names, ScopeWords words) {
        this.radii = radii;
        this.names = names;
        this.words = words;
    }

    /** A run in one line. */
    record Brief(String name, RunRow run) {}

    List<AgentCard> of(List<RunReport> reports) {
        Map<String, Long> runs = reports.stream()
                .collect(Collectors.groupingBy(report -> report.run().clientId(), Collectors.counting()));
        return reports.stream().map(report -> of(report, runs.getOrDefault(report.run().clientId(), 0L) > 1)).toList();
    }

    /** One by itself. */
    AgentCard of(RunReport report) {
        return of(report, false);
    }

    private AgentCard of(RunReport report, boolean twins) {
        return new AgentCard(names.of(report.run().clientId()), RunRow.of(report.listed()),
                report.run().parent().map(RunLink::to).orElse(null), report.children().stream().map(RunLink::to).toList(),
                twins, radii.of(report.run()));
    }

    /** The calls of a run, the latest first, in the words of the scopes that its user allowed. */
    List<CallLine> calls(AgentCard card, List<RunCall> calls) {
        Map<String, String> descriptions = card.radius().ceiling().stream().map(RadiusView.Part::sentence)
                .collect(Collectors.toMap(ScopeSentence::scope, ScopeSentence::description, (one, _) -> one));
        return calls.stream().map(call -> new CallLine(Moment.of(call.startedAt()), words.tool(call.tool()),
                what(call, descriptions), call.identifier(), call.outcome().word())).toList();
    }

    private static String what(RunCall call, Map<String, String> descriptions) {
        String scope = Optional.ofNullable(call.scope()).orElse("");
        return descriptions.getOrDefault(scope, scope);
    }

    List<RememberedLine> remembered(List<RememberedConsent> consents) {
        return consents.stream().map(consent -> new RememberedLine(names.of(consent.clientId()),
                PathName.of(consent.consentId()), consent.terms().ceiling().stream()
                        .map(entry -> words.of(entry.authority(), entry.pinnedVersion())).toList(),
                consent.left().calls(), consent.terms().budget().maxCalls(), Moment.of(consent.endsAt()))).toList();
    }

    List<Brief> brief(List<ListedRun> runs) {
        Map<String, String> known = new HashMap<>();
        return runs.stream().map(run -> new Brief(known.computeIfAbsent(run.clientId(), names::of), RunRow.of(run))).toList();
    }
}
