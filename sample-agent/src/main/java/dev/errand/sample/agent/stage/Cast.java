package dev.errand.sample.agent.stage;

import java.security.SecureRandom;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import dev.errand.sample.agent.browser.Account;
import dev.errand.sample.agent.oauth.AgentIdentity;
import dev.errand.sample.agent.oauth.RandomText;

/**
 * Everybody on stage, with keys and passwords made for this one time.
 *
 * @param user the user for whom the agent acts
 * @param admin an administrator
 * @param auditor somebody who may read everything and change nothing
 * @param agent the agent
 * @param adminClient the key of the administrative client
 * @param orders the key of the tool "orders"
 * @param refunds the key of the tool "refunds"
 */
record Cast(Account user, Account admin, Account auditor, AgentIdentity agent, ECKey adminClient, ECKey orders, ECKey refunds) {

    // Nobody listens there: the person's browser hands the response over itself.
    private static final String REDIRECT_URI = "http://127.0.0.1/callback";

    static Cast random(SecureRandom random) {
        return new Cast(new Account("dana", RandomText.bits256(random)), new Account("root", RandomText.bits256(random)),
                new Account("audrey", RandomText.bits256(random)),
                new AgentIdentity("support-agent", key("agent", random), REDIRECT_URI),
                key("admin-client", random), key("orders", random), key("refunds", random));
    }

    private static ECKey key(String id, SecureRandom random) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.ES256)
                    .secureRandom(random).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves keys and passwords out. */
    @Override
    public String toString() {
        return "Cast[]";
    }

}
