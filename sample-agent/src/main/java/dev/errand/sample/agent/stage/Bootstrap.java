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

    private static final String REGISTRY = "\ntools:";

    private Bootstrap() {}

    /** Fills a template. */
    @FunctionalInterface
    interface Writer {

        String yaml(Cast cast, URI issuer, URI orders, URI refunds);
    }

    /** Without tools and scopes, which are the end of the template. */
    static String unregistered(Cast cast, URI issuer, URI orders, URI refunds) {
        String yaml = yaml(cast, issuer, orders, refunds);
        return yaml.substring(0, yaml.indexOf(REGISTRY) + 1);
    }

    static String yaml(Cast cast, URI issuer, URI orders, URI refunds) {
        Map<String, String> values = Map.ofEntries(
                Map.entry("issuer", issuer.toString()),
                Map.entry("user.name", cast.user().username()),
                Map.entry("user.password", cast.user().password()),
                Map.entry("admin.name", cast.admin().username()),
                Map.entry("admin.password", cast.admin().password()),
                Map.entry("auditor.name", cast.auditor().username()),
                Map.entry("auditor.password", cast.auditor().password()),
                Map.entry("admin_client.jwk", cast.adminClient().toPublicJWK().toJSONString()),
                Map.entry("agent.redirect_uri", cast.agent().redirectUri()),
                Map.entry("agent.jwk", cast.agent().key().toPublicJWK().toJSONString()),
                Map.entry("orders", orders.toString()),
                Map.entry("orders.jwk", cast.orders().toPublicJWK().toJSONString()),
                Map.entry("refunds", refunds.toString()),
                Map.entry("refunds.jwk", cast.refunds().toPublicJWK().toJSONString()));
        return filled(template(), values);
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
