package dev.errand.authz.session.upstream;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import tools.jackson.databind.json.JsonMapper;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

/** An OpenID provider that says what a test has it say. */
final class StandInProvider implements AutoCloseable {

    static final String CLIENT = "errand-client";
    static final String SECRET = "a-secret-of-the-tests";

    static final String REALM = "demo";

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final RSAKey KEY = rsa();

    final WireMockServer wire = new WireMockServer(wireMockConfig().dynamicPort());
    private final InstantSource clock;

    StandInProvider(InstantSource clock) {
        this.clock = clock;
        wire.start();
        behave();
    }

    static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    String issuer() {
        return address() + "/realms/" + REALM;
    }

    String address() {
        return "http://localhost:" + wire.port();
    }

    /** What makes it a provider of a server, under this name. */
    Map<String, Object> properties(String id, AccountPolicy accounts) {
        String prefix = "errand.upstream.providers." + id + ".";
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(prefix + "issuer", issuer());
        properties.put(prefix + "client-id", CLIENT);
        properties.put(prefix + "client-secret", SECRET);
        properties.put(prefix + "accounts", accounts.name().toLowerCase(Locale.ROOT));
        return properties;
    }

    /** Forgets what it was told, and is a good provider again. */
    void behave() {
        wire.resetAll();
        describe(Map.of("authorization_response_iss_parameter_supported", true));
        answer(get("/jwks"), json(new JWKSet(KEY.toPublicJWK()).toJSONObject()));
    }

    /** Has its metadata say this too. */
    void describe(Map<String, Object> more) {
        Map<String, Object> metadata = new LinkedHashMap<>(more);
        metadata.putAll(Map.of("issuer", issuer(), "authorization_endpoint", address() + "/authorize", "token_endpoint",
                address() + "/token", "jwks_uri", address() + "/jwks"));
        answer(get("/realms/" + REALM + "/.well-known/openid-configuration"), json(metadata));
    }

    void answer(MappingBuilder request, ResponseDefinitionBuilder response) {
        wire.stubFor(request.willReturn(response));
    }

    static ResponseDefinitionBuilder json(Object body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(JsonMapper.shared().writeValueAsString(body));
    }

    /** Has the token endpoint answer with this ID token. */
    void issues(String idToken) {
        answer(post("/token"), json(Map.of("access_token", "an-access-token", "token_type", "Bearer", "expires_in", 60,
                "id_token", idToken)));
    }

    /** The claims of an ID token for a login that was begun with this nonce. */
    JWTClaimsSet.Builder idClaims(String subject, String sid, String nonce) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder().issuer(issuer()).subject(subject).audience(CLIENT).claim("sid", sid)
                .claim("nonce", nonce).issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60)));
    }

    /** The claims of a logout token. */
    JWTClaimsSet.Builder logoutClaims(String subject, String sid) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder().issuer(issuer()).audience(CLIENT).subject(subject).claim("sid", sid)
                .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60))).claim("events", Map.of(EVENT, Map.of()));
    }

    String logoutToken(String subject, String sid) {
        return sign("logout+jwt", logoutClaims(subject, sid));
    }

    static String sign(String typ, JWTClaimsSet.Builder claims) {
        return sign(typ, claims, KEY);
    }

    static String sign(String typ, JWTClaimsSet.Builder claims, RSAKey key) {
        return sign(claims, key, header -> {
            if (!typ.isEmpty()) {
                header.type(new JOSEObjectType(typ));
            }
        });
    }

    private static String sign(JWTClaimsSet.Builder claims, RSAKey key, Consumer<JWSHeader.Builder> change) {
        try {
            JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
            change.accept(header);
            SignedJWT token = new SignedJWT(header.build(), claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static RSAKey key() {
        return KEY;
    }

    /** Requests to the token endpoint so far. */
    List<String> tokenRequests() {
        return wire.getAllServeEvents().stream().map(event -> event.getRequest())
                .filter(request -> request.getUrl().equals("/token")).map(request -> request.getBodyAsString()).toList();
    }

    @Override
    public void close() {
        wire.stop();
    }
}
