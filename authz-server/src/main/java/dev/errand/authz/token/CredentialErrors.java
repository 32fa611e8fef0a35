package dev.errand.authz.token;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.ClientRefusal;
import dev.errand.authz.decision.Decision.Deny;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.keys.Issuer;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.registry.ScopeFormLink;

/** What a refused request for a credential is answered, here and to those who only ask what it would be. */
@Component
public final class CredentialErrors {

    private final ScopeFormLink forms;

    CredentialErrors(Issuer issuer) {
        this.forms = new ScopeFormLink(issuer.value());
    }

    /** The agent of a run is not registered any more, or disabled. */
    public EndpointError agentUnknown() {
        return ErrorTable.of(ClientRefusal.CLIENT_UNKNOWN, "subject_token", true);
    }

    /** The request cannot be read, or the run gives nothing. */
    public EndpointError of(GrantRefusal refusal) {
        return ErrorTable.of(refusal);
    }

    /**
     * The policy denies.
     *
     * @param asked what was asked for; null where that was no credential
     * @param agent the {@code client_id} of whoever asks
     */
    public EndpointError of(Deny deny, @Nullable CredentialRequest asked, String agent) {
        NarrowingRequest about = deny.about();
        EndpointError error = ErrorTable.of(deny);
        return about == null || asked == null
                ? error
                : error.scopeForm(form(deny, atTool(about, asked.resource()), agent).orElse(null));
    }

    /** Likewise, of what this attempt presented. */
    EndpointError of(Deny deny, Attempt attempt, String agent) {
        return attempt.presentsGrant() ? ErrorTable.ofGrant(deny) : of(deny, attempt.asked(), agent);
    }

    private Optional<String> form(Deny deny, NarrowingRequest about, String agent) {
        return switch (deny.reason()) {
            case SCOPE_UNKNOWN -> Optional.of(forms.toRegister(about));
            case SCOPE_RETIRED -> Optional.of(forms.toChange(about));
            case SCOPE_NOT_ALLOWED -> Optional.of(forms.toAllow(about, agent));
            case WIDER_THAN_REGISTERED -> Optional.of(forms.toWiden(about, lastName(deny.parameter())));
            default -> Optional.empty();
        };
    }

    /** Of {@code authorization_details[1].amount} the parameter; a member that is none widens nothing. */
    private static String lastName(@Nullable String member) {
        String name = String.valueOf(member);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static NarrowingRequest atTool(NarrowingRequest about, String resource) {
        return new NarrowingRequest(about.scope(), Optional.of(resource), about.action(), about.identifier(),
                about.limits());
    }
}
