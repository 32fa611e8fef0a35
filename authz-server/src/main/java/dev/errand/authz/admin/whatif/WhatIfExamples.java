package dev.errand.authz.admin.whatif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.ToolScopes;

/** Writes details to begin a question with: the most that a scope, or a run's share of it, has to give. Thread-safe. */
@Component
public final class WhatIfExamples {

    private final ToolScopes registry;
    private final Runs runs;

    WhatIfExamples(ToolScopes registry, Runs runs) {
        this.registry = registry;
        this.runs = runs;
    }

    /**
     * An example.
     *
     * @param resource the tool of the first scope
     * @param details one for each scope that is in force
     */
    public record Example(Optional<String> resource, List<Map<String, Object>> details) {}

    /**
     * The widest single call of each of the scopes.
     *
     * @param runId the run that it is to fit, if there is one
     * @param scope the names, a blank between two
     */
    public Example of(Optional<String> runId, String scope) {
        List<Authority> ceiling = runId.filter(WhatIfRequest::isName).flatMap(runs::find).stream().map(Run::terms)
                .flatMap(terms -> terms.ceiling().stream())
                .map(CeilingEntry::authority).toList();
        List<Authority> authorities = new ArrayList<>();
        Stream.of(scope.split(" ", -1)).distinct().flatMap(name -> ScopeName.parse(name).stream())
                .flatMap(name -> authority(name, ceiling).stream()).limit(16).forEach(authorities::add);
        return new Example(authorities.stream().map(Authority::tool).findFirst(),
                authorities.stream().map(WhatIfExamples::detail).toList());
    }

    /** Tools to choose from, not more than fit on a page. */
    public List<RegisteredTool> tools() {
        return registry.tools().stream().limit(50).toList();
    }

    private Optional<Authority> authority(ScopeName name, List<Authority> ceiling) {
        return ceiling.stream().filter(authority -> authority.scope().equals(name)).findFirst()
                .or(() -> registry.active(name).map(ToolScope::authority));
    }

    private static Map<String, Object> detail(Authority authority) {
        Map.Entry<String, Map<String, Constraint>> action = authority.actions().entrySet().iterator().next();
        Map<String, Constraint> limits = new TreeMap<>(action.getValue());
        limits.values().removeIf(constraint -> constraint.open() || constraint instanceof Constraint.Free);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("type", DetailsJson.TOOL_CALL);
        detail.putAll(DetailsJson.write(new NarrowingRequest(authority.scope(), Optional.of(authority.tool()),
                Optional.of(action.getKey()), identifier(authority), limits)));
        return detail;
    }

    private static Optional<String> identifier(Authority authority) {
        return authority.identifier().flatMap(identifiers -> switch (identifiers) {
            case Identifiers.Exactly(String value) -> Optional.of(value);
            case Identifiers.Matching matching -> member(authority);
            case Identifiers.SameAs fact -> Optional.empty();
        });
    }

    /** The containment of scopes shows a member of whatever does not lie inside: here, inside one that has none of them. */
    private static Optional<String> member(Authority authority) {
        Authority other = new Authority(authority.scope(), authority.tool(), Optional.of(new Identifiers.Exactly("%")),
                authority.actions());
        return other.covers(authority) instanceof Coverage.NotCovered(var violation, var example)
                ? example.call().identifier()
                : Optional.empty();
    }
}
