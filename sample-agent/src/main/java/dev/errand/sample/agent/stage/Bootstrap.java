package dev.errand.sample.agent.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The server's set-up file for a demo: its own template, with this stage's addresses, keys and passwords. */
final class Bootstrap {

    private Bootstrap() {}

    static String yaml(Cast cast, URI issuer, URI orders, URI refunds) {
        Map<String, String> values = Map.of(
                "issuer", issuer.toString(),
                "user.name", cast.user().username(),
                "user.password", cast.user().password(),
                "admin.name", cast.admin().username(),
                "admin.password", cast.admin().password(),
                "agent.redirect_uri", cast.agent().redirectUri(),
                "agent.jwk", cast.agent().key().toPublicJWK().toJSONString(),
                "orders", orders.toString(),
                "orders.jwk", cast.orders().toPublicJWK().toJSONString(),
                "refunds", refunds.toString());
        return filled(template(), values).replace("${refunds.jwk}", cast.refunds().toPublicJWK().toJSONString())
                .replace("${admin_client.jwk}", cast.adminClient().toPublicJWK().toJSONString());
    }

    private static String filled(String template, Map<String, String> values) {
        String filled = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static String template() {
        try (InputStream resource = Bootstrap.class.getResourceAsStream("bootstrap.yaml")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
