package dev.errand.authz.console.my;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.run.AgentNames;
import dev.errand.authz.admin.run.RunReport;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.run.RadiusViews;
import dev.errand.authz.console.run.RunRow;
import dev.errand.authz.run.RememberedConsent;
import dev.errand.authz.run.list.ListedRun;
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
        return reports.stream().map(report -> new AgentCard(names.of(report.run().clientId()),
                RunRow.of(report.listed()), radii.of(report.run()))).toList();
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
