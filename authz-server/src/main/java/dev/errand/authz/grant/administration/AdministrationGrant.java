package dev.errand.authz.grant.administration;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.AuthenticatedAgent;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.Grant;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.grant.Presentation;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.keys.Issuer;

/**
 * Lets an administrative client ask for a token of the administration API by its own authentication (RFC 6749 §4.4).
 * What it may do there are the roles of its registration, so there is no scope to ask for; to agents, whose authority is
 * a user's, the grant is closed.
 */
@Component
final class AdministrationGrant implements Grant {

    private static final String TYPE = "client_credentials";

    private final Issuer issuer;

    AdministrationGrant(Issuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Presentation present(GrantRequest request) {
        AuthenticatedAgent client = request.agent();
        if (!client.agent().administers() || client.means() != AuthenticatedAgent.Means.ASSERTION) {
            return refused(Kind.CLIENT, "client_not_administrative", null);
        }
        EndpointForm form = request.form();
        List<String> resources = form.values("resource");
        if (form.value("resource").isEmpty()) {
            return refused(Kind.TARGET, "resource_missing", "resource");
        }
        if (resources.size() != 1) {
            return refused(Kind.TARGET, "resource_repeated", "resource");
        }
        if (!resources.getFirst().equals(issuer.administration()) || form.has("audience")) {
            return refused(Kind.TARGET, "resource_not_granted", form.has("audience") ? "audience" : "resource");
        }
        if (form.has("scope") || form.has("authorization_details")) {
            return refused(Kind.REQUEST, "parameter_not_allowed", form.has("scope") ? "scope" : "authorization_details");
        }
        return new Presentation.Accepted(new Presented.Administration(client.clientId(), request.proof().jkt()));
    }

    /** What is used up is the client's assertion, and that is claimed when it is verified. */
    @Override
    public Optional<GrantRefusal> consume(Presented presented, String runId) {
        return Optional.empty();
    }

    private static Presentation refused(Kind kind, String reason, @Nullable String parameter) {
        return Presentation.refused(GrantRefusal.of(kind, reason, parameter));
    }
}
