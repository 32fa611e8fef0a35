package dev.errand.authz.session.upstream;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

/** A provider that fails lets nobody in and ends nothing; once it is well again, everything goes on. */
class UpstreamFailureTest {

    private static final String METADATA = "/realms/" + StandInProvider.REALM + "/.well-known/openid-configuration";

    private static UpstreamServer upstream;

    @BeforeAll
    static void start() {
        upstream = new UpstreamServer(Map.of("errand.upstream.timeout", "3s"));
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    /** In an order in which nothing is known of the provider yet when its metadata fail, nor of its keys when they do. */
    @Test
    void letsNobodyInUntilItIsWell() {
        long before = upstream.sessions();
        Faults.all().forEach(fault -> {
            fails(get(METADATA), fault);
            Reply reply = upstream.browser().get("/login/upstream/op");
            assertUnavailable(reply, "metadata " + name(fault));
            assertThat(reply.body()).contains("cannot be asked at the moment", "Log in with op");
        });
        upstream.op.behave();
        upstream.op.answer(get(METADATA), StandInProvider.json(Map.of("issuer", "https://evil.example")));
        assertUnavailable(upstream.browser().get("/login/upstream/op"), "metadata of somebody else");

        upstream.op.behave();
        BrowserUser browser = upstream.browser();
        rows(get("/jwks")).forEach(fault -> {
            Journey journey = begin(browser, fault);
            upstream.op.issues(idToken(journey));
            assertUnavailable(journey.back(journey.answer(upstream.op)), "keys " + name(fault));
            assertThat(logoutIsPutOff()).as("keys %s", name(fault)).isEqualTo("503 temporarily_unavailable upstream_unavailable");
        });
        upstream.op.behave();
        upstream.op.answer(get("/jwks"), StandInProvider.json(new JWKSet(StandInProvider.rsa().toPublicJWK()).toJSONObject()));
        Journey journey = Journey.begin(browser, "op");
        upstream.op.issues(idToken(journey));
        assertThat(Journey.seen(journey.back(journey.answer(upstream.op)))).as("keys of somebody else").isIn("503",
                Journey.REFUSED);

        Faults.all().forEach(fault -> {
            Journey again = begin(browser, fault);
            upstream.op.answer(post("/token"), response(fault));
            assertThat(Journey.seen(again.back(again.answer(upstream.op)))).as("token %s", name(fault)).isIn("503",
                    Journey.REFUSED);
        });
        upstream.op.behave();
        Journey without = Journey.begin(browser, "op");
        upstream.op.answer(post("/token"), StandInProvider.json(Map.of("access_token", "x", "token_type", "Bearer")));
        assertThat(Journey.seen(without.back(without.answer(upstream.op)))).isEqualTo(Journey.REFUSED);
        upstream.op.behave();
        Journey large = Journey.begin(browser, "op");
        upstream.op.answer(post("/token"), StandInProvider.json(Map.of("access_token", "x".repeat(300 << 10), "token_type",
                "Bearer", "id_token", idToken(large))));
        assertThat(Journey.seen(large.back(large.answer(upstream.op)))).as("too large").isIn("503", Journey.REFUSED);
        assertThat(upstream.sessions()).isEqualTo(before);
        assertThat(UpstreamServer.isLoggedIn(browser)).isFalse();

        upstream.op.behave();
        assertThat(UpstreamServer.isLoggedIn(upstream.alice("sid-well"))).isTrue();
    }

    private static Stream<Arguments> rows(MappingBuilder request) {
        return Faults.quick().peek(fault -> fails(request, fault));
    }

    private static Journey begin(BrowserUser browser, Arguments fault) {
        try {
            return Journey.begin(browser, "op");
        } catch (AssertionError ex) {
            throw new AssertionError("before " + name(fault), ex);
        }
    }

    private static String idToken(Journey journey) {
        return StandInProvider.sign("JWT",
                upstream.op.idClaims(UpstreamServer.ALICE_THERE, "sid-never", journey.nonce()));
    }

    private static String logoutIsPutOff() {
        return upstream.server.post("/login/upstream/op/backchannel-logout",
                List.of(Map.entry("logout_token", upstream.op.logoutToken(UpstreamServer.ALICE_THERE, "sid-never"))), List.of())
                .refusal();
    }

    private static void fails(MappingBuilder request, Arguments fault) {
        upstream.op.behave();
        upstream.op.answer(request, response(fault));
    }

    private static String name(Arguments fault) {
        return String.valueOf(fault.get()[0]);
    }

    private static ResponseDefinitionBuilder response(Arguments fault) {
        return (ResponseDefinitionBuilder) fault.get()[1];
    }

    private static void assertUnavailable(Reply reply, String what) {
        assertThat(reply.status()).as(what).isEqualTo(503);
        assertThat(reply.http().headers().firstValue("Retry-After")).as(what).isPresent();
    }
}
