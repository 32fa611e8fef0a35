package dev.errand.authz.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.proof.EndpointProofs;
import dev.errand.authz.proof.VerifiedProof;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.UseKey;

/**
 * Authenticates the client of a request whose proof is already verified: by assertion, as a public client, or by the
 * key of the run that the grant names. Only when all of it verified are the proof's and the assertion's one use
 * claimed, the proof's first: an {@code invalid_dpop_proof} answer leaves the assertion unused. Thread-safe.
 */
@Component
public final class ClientAuthenticator {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Set<String> SECRETS = Set.of("client_secret");

    /**
     * What is wrong with who the caller says to be, which leaves open what the grant is worth. Not what was sent twice: a
     * client that repeats its request to the letter says nothing by that.
     */
    private static final Set<ClientRefusal> WRONG_CALLER = Set.of(ClientRefusal.CLIENT_METHOD, ClientRefusal.CLIENT_UNKNOWN,
            ClientRefusal.CLIENT_ASSERTION, ClientRefusal.CLIENT_MISMATCH);

    private final ClientAssertions assertions;
    private final Agents agents;
    private final Runs runs;
    private final List<RunLocator> locators;
    private final EndpointProofs proofs;
    private final FirstUse firstUse;
    private final Issuer issuer;

    ClientAuthenticator(ClientAssertions assertions, Agents agents, Runs runs, List<RunLocator> locators,
            EndpointProofs proofs, FirstUse firstUse, Issuer issuer) {
        this.assertions = assertions;
        this.agents = agents;
        this.runs = runs;
        this.locators = locators;
        this.proofs = proofs;
        this.firstUse = firstUse;
        this.issuer = issuer;
    }

    /**
     * Authenticates the caller and claims proof and assertion. A consumed secret of a run that comes beside a wrong client
     * ends that run all the same: two hold it, whoever they are. One that is live stays so.
     *
     * @param form the request's form
     * @param proof the verified proof; null only at PAR with {@code dpop_jkt} and no proof
     * @param otherMethod whether the request also carries an {@code Authorization} header, which no client may
     * @param endpoint the path that was asked
     */
    public ClientCheck authenticate(EndpointForm form, @Nullable VerifiedProof proof, boolean otherMethod,
            String endpoint) {
        ClientCheck check = check(form, proof, otherMethod, endpoint);
        if (check instanceof ClientCheck.Refused(ClientRefusal refusal) && WRONG_CALLER.contains(refusal)) {
            locator(endpoint, form).filter(locator -> locator.weigh(form) == RunLocator.Secret.SPENT)
                    .flatMap(locator -> locator.locate(form)).ifPresent(this::reused);
        }
        return check;
    }

    private ClientCheck check(EndpointForm form, @Nullable VerifiedProof proof, boolean otherMethod, String endpoint) {
        if (otherMethod || SECRETS.stream().anyMatch(form::names)) {
            return refused(ClientRefusal.CLIENT_METHOD);
        }
        if (form.has("client_assertion") || form.has("client_assertion_type")) {
            return byAssertion(form, proof);
        }
        Optional<RunLocator> locator = locator(endpoint, form);
        if (locator.isPresent() && proof != null) {
            return byRunKey(form, locator.get(), proof);
        }
        return asPublicClient(form, proof);
    }

    /** The run that the form's grant names, if this server knows it. */
    public Optional<String> runOf(EndpointForm form, String endpoint) {
        return locator(endpoint, form).flatMap(locator -> locator.locate(form)).flatMap(runs::find).map(Run::runId);
    }

    private Optional<RunLocator> locator(String endpoint, EndpointForm form) {
        return locators.stream().filter(candidate -> candidate.reads(endpoint, form)).findFirst();
    }

    private ClientCheck byAssertion(EndpointForm form, @Nullable VerifiedProof proof) {
        if (!form.value("client_assertion_type").filter(ASSERTION_TYPE::equals).isPresent()) {
            return refused(ClientRefusal.CLIENT_ASSERTION);
        }
        Optional<ClientAssertions.Verified> verified = form.value("client_assertion").flatMap(assertions::verify);
        if (verified.isEmpty()) {
            return refused(ClientRefusal.CLIENT_ASSERTION);
        }
        ClientAssertions.Verified assertion = verified.get();
        if (assertion.agent().method() != ClientMethod.PRIVATE_KEY_JWT) {
            return refused(ClientRefusal.CLIENT_METHOD);
        }
        if (!namesNoOther(form, assertion.agent())) {
            return refused(ClientRefusal.CLIENT_MISMATCH);
        }
        if (!claim(proof)) {
            return refused(ClientRefusal.PROOF_REPLAYED);
        }
        UseKey use = UseKey.of("client_assertion", issuer.value(), assertion.agent().clientId(), assertion.jti());
        if (!firstUse.claim(use, assertion.until())) {
            return refused(ClientRefusal.CLIENT_ASSERTION_REPLAYED);
        }
        return authenticated(AuthenticatedAgent.byAssertion(assertion.agent(), assertion.keyThumbprint()));
    }

    private ClientCheck byRunKey(EndpointForm form, RunLocator locator, VerifiedProof proof) {
        Optional<Run> located = locator.locate(form).flatMap(runs::find);
        if (located.isEmpty()) {
            return refused(ClientRefusal.RUN_UNKNOWN);
        }
        Run run = located.get();
        if (!run.jkt().equals(proof.jkt())) {
            return refused(otherKey(run, locator.weigh(form)));
        }
        Optional<Agent> agent = agents.find(run.clientId()).filter(Agent::enabled);
        if (agent.isEmpty()) {
            return refused(ClientRefusal.CLIENT_UNKNOWN);
        }
        if (!namesNoOther(form, agent.get())) {
            return refused(ClientRefusal.CLIENT_MISMATCH);
        }
        return claim(proof)
                ? authenticated(AuthenticatedAgent.byRunKey(agent.get(), run.runId()))
                : refused(ClientRefusal.PROOF_REPLAYED);
    }

    /** Whoever presents a consumed secret shows that two hold it: the run ends, whichever of them this is. */
    private ClientRefusal otherKey(Run run, RunLocator.Secret secret) {
        return switch (secret) {
            case FORGED -> ClientRefusal.RUN_UNKNOWN;
            case GENUINE -> ClientRefusal.RUN_KEY_MISMATCH;
            case SPENT -> {
                reused(run.runId());
                yield ClientRefusal.RUN_SECRET_REUSED;
            }
        };
    }

    private void reused(String runId) {
        runs.reused(runId, RunEnding.REFRESH_REUSED);
    }

    private ClientCheck asPublicClient(EndpointForm form, @Nullable VerifiedProof proof) {
        Optional<String> clientId = form.value("client_id");
        if (clientId.isEmpty()) {
            return refused(ClientRefusal.CLIENT_MISSING);
        }
        Optional<Agent> agent = clientId.flatMap(agents::find).filter(Agent::enabled);
        if (agent.isEmpty()) {
            return refused(ClientRefusal.CLIENT_UNKNOWN);
        }
        if (agent.get().method() != ClientMethod.NONE) {
            return refused(ClientRefusal.CLIENT_METHOD);
        }
        return claim(proof)
                ? authenticated(AuthenticatedAgent.asPublicClient(agent.get()))
                : refused(ClientRefusal.PROOF_REPLAYED);
    }

    private boolean claim(@Nullable VerifiedProof proof) {
        return proof == null || proofs.claim(proof);
    }

    private static boolean namesNoOther(EndpointForm form, Agent agent) {
        return form.value("client_id").map(agent.clientId()::equals).orElse(true);
    }

    private static ClientCheck authenticated(AuthenticatedAgent agent) {
        return new ClientCheck.Authenticated(agent);
    }

    private static ClientCheck refused(ClientRefusal refusal) {
        return new ClientCheck.Refused(refusal);
    }
}
