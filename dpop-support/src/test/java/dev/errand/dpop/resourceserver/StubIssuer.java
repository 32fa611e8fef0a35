package dev.errand.dpop.resourceserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.errand.dpop.Forge;

/** An issuer that publishes its keys over HTTP and signs whatever a test wants. */
public final class StubIssuer implements AutoCloseable {

    public static final String ISSUER = "https://as.example";
    public static final String RESOURCE = "https://refunds.example";

    private final ECKey key = new ECKey.Builder(Forge.newKey()).keyID("k1").build();
    private final HttpServer server;
    private final AtomicInteger status = new AtomicInteger(200);

    public StubIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/jwks", this::publish);
        server.start();
    }

    public String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    void answerWith(int newStatus) {
        status.set(newStatus);
    }

    private void publish(HttpExchange exchange) throws IOException {
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
        exchange.sendResponseHeaders(status.get(), keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
    }

    /** A good credential of this resource for a key. */
    public String credential(String jkt, Instant now) {
        return credential(jkt, now, claims -> {});
    }

    String credential(String jkt, Instant now, Consumer<JWTClaimsSet.Builder> change) {
        return sign(key, "at+jwt", jkt, now, change);
    }

    String ofType(String type, String jkt, Instant now) {
        return sign(key, type, jkt, now, claims -> {});
    }

    String byAStranger(String jkt, Instant now) {
        return sign(new ECKey.Builder(Forge.newKey()).keyID("k1").build(), "at+jwt", jkt, now, claims -> {});
    }

    private static String sign(ECKey key, String type, String jkt, Instant now, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(ISSUER).subject("user-678").audience(RESOURCE)
                .jwtID("credential-1").issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60)))
                .claim("scope", "write:refunds").claim("cnf", Map.of("jkt", jkt));
        change.accept(claims);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID())
                .type(type == null ? null : new JOSEObjectType(type)).build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
