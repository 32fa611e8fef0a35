package dev.errand.authz.grant.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;

/**
 * Reads what credential is asked for: one {@code resource} (RFC 8707), one {@code scope}, and the details (RFC 9396)
 * that agree with both. Details may be absent; then ceiling and scope have to pin every parameter.
 */
final class CredentialRequests {

    private static final int MAX_DETAILS = 16 * 1024;

    private CredentialRequests() {}

    sealed interface Reading {}

    record Asked(CredentialRequest request) implements Reading {}

    record Unreadable(GrantRefusal refusal) implements Reading {}

    static Reading read(EndpointForm form) {
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
        Optional<String> scope = form.value("scope");
        if (scope.isEmpty()) {
            return refused(Kind.SCOPE, "scope_missing", "scope");
        }
        if (scope.get().indexOf(' ') >= 0) {
            return refused(Kind.SCOPE, "composition_not_registered", "scope");
        }
        return ScopeName.parse(scope.get())
                .map(name -> details(form, resources.getFirst(), name))
                .orElseGet(() -> refused(Kind.SCOPE, "scope_unknown", "scope"));
    }

    private static Reading details(EndpointForm form, String resource, ScopeName scope) {
        Optional<String> details = form.value("authorization_details");
        if (details.isEmpty()) {
            return new Asked(new CredentialRequest(resource, new NarrowingRequest(scope, Optional.of(resource),
                    Optional.empty(), Optional.empty(), Map.of())));
        }
        return switch (DetailsJson.toolCalls(details.get(), MAX_DETAILS)) {
            case Parsed.Malformed<List<NarrowingRequest>> malformed ->
                refused(Kind.DETAILS, "details_malformed", malformed.member());
            case Parsed.Value<List<NarrowingRequest>> read -> one(read.value(), resource, scope);
        };
    }

    private static Reading one(List<NarrowingRequest> calls, String resource, ScopeName scope) {
        if (calls.size() != 1) {
            return refused(Kind.DETAILS, "details_not_one", "authorization_details");
        }
        NarrowingRequest call = calls.getFirst();
        if (!call.scope().equals(scope)) {
            return refused(Kind.DETAILS, "scope_mismatch", "authorization_details[0].scope");
        }
        if (call.location().filter(location -> !location.equals(resource)).isPresent()) {
            return refused(Kind.TARGET, "location_mismatch", "authorization_details[0].locations");
        }
        return new Asked(new CredentialRequest(resource, call));
    }

    private static Reading refused(Kind kind, String reason, String parameter) {
        return new Unreadable(GrantRefusal.of(kind, reason, parameter));
    }
}
