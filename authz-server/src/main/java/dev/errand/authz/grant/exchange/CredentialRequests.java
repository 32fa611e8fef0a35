package dev.errand.authz.grant.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;

/**
 * Reads what credential is asked for: one {@code resource} (RFC 8707), the names in {@code scope} (RFC 6749 §3.3), and
 * the details (RFC 9396), one for each name. Details may be absent; then ceiling and scope have to pin every parameter, and none may be an amount that the budget
 * counts.
 * Whether the names may stand together, and at that resource, is for the decision.
 */
public final class CredentialRequests {

    private static final int MAX_DETAILS = 16 * 1024;

    /** As many as there may be details. */
    private static final int MAX_SCOPES = 16;

    private CredentialRequests() {}

    /** The outcome of reading. */
    public sealed interface Reading {}

    /** What is asked for. */
    public record Asked(CredentialRequest request) implements Reading {}

    /** Why that cannot be told. */
    public record Unreadable(GrantRefusal refusal) implements Reading {}

    /** Reads the parameters of a token request. */
    public static Reading read(EndpointForm form) {
        List<String> resources = form.values("resource");
        List<String> audiences = form.values("audience");
        if (form.value("resource").isEmpty()) {
            return refused(Kind.TARGET, "resource_missing", "resource");
        }
        if (resources.size() != 1) {
            return refused(Kind.TARGET, "resource_repeated", "resource");
        }
        if (audiences.stream().anyMatch(audience -> !audience.equals(resources.getFirst())) || audiences.size() > 1) {
            return refused(Kind.TARGET, "audience_not_the_resource", "audience");
        }
        return form.value("scope").map(scope -> scopes(form, resources.getFirst(), scope))
                .orElseGet(() -> refused(Kind.SCOPE, "scope_missing", "scope"));
    }

    /** Exactly one blank between two names: what is read leniently here might be read otherwise elsewhere. */
    private static Reading scopes(EndpointForm form, String resource, String scope) {
        Set<ScopeName> names = new LinkedHashSet<>();
        for (String word : scope.split(" ", -1)) {
            Optional<ScopeName> name = ScopeName.parse(word);
            if (name.isEmpty()) {
                return refused(Kind.SCOPE, "scope_unknown", "scope");
            }
            if (!names.add(name.get())) {
                return refused(Kind.SCOPE, "scope_repeated", "scope");
            }
        }
        return names.size() > MAX_SCOPES
                ? refused(Kind.SCOPE, "composition_not_registered", "scope")
                : details(form, resource, names);
    }

    private static Reading details(EndpointForm form, String resource, Set<ScopeName> scopes) {
        Optional<String> details = form.value("authorization_details");
        if (details.isEmpty()) {
            return new Asked(new CredentialRequest(resource, whole(scopes).toList(), false));
        }
        return switch (DetailsJson.toolCalls(details.get(), MAX_DETAILS)) {
            case Parsed.Malformed<List<NarrowingRequest>> malformed ->
                refused(Kind.DETAILS, "details_malformed", malformed.member());
            case Parsed.Value<List<NarrowingRequest>> read -> agreeing(read.value(), resource, scopes);
        };
    }

    private static Stream<NarrowingRequest> whole(Set<ScopeName> scopes) {
        return scopes.stream().map(NarrowingRequest::of);
    }

    /** No scope comes twice in details. Those that have none are asked for too, for the decision to see all of them. */
    private static Reading agreeing(List<NarrowingRequest> calls, String resource, Set<ScopeName> scopes) {
        Set<ScopeName> unstated = new LinkedHashSet<>(scopes);
        for (int i = 0; i < calls.size(); i++) {
            if (!unstated.remove(calls.get(i).scope())) {
                return refused(Kind.DETAILS, "scope_mismatch", "authorization_details[" + i + "].scope");
            }
        }
        List<NarrowingRequest> details = Stream.concat(calls.stream(), whole(unstated)).toList();
        return new Asked(new CredentialRequest(resource, details, !unstated.isEmpty()));
    }

    private static Reading refused(Kind kind, String reason, String parameter) {
        return new Unreadable(GrantRefusal.of(kind, reason, parameter));
    }
}
