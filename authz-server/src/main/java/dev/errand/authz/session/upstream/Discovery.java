package dev.errand.authz.session.upstream;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.keys.Issuer;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

/**
 * Asks providers about themselves (OpenID Connect Discovery §4) when they are first needed, so that this server starts
 * without them; what was read once is kept until the next start, but for the keys. Thread-safe.
 */
@Component
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private static final int MAX_BYTES = 256 << 10;
    private static final Set<String> BASIC = Set.of("client_secret_basic");

    private final UpstreamHttp http;
    private final TokenDecoders decoders;
    private final Issuer issuer;
    private final Map<String, Discovered> known = new ConcurrentHashMap<>();

    Discovery(UpstreamHttp http, TokenDecoders decoders, Issuer issuer) {
        this.http = http;
        this.decoders = decoders;
        this.issuer = issuer;
    }

    /** The provider with its endpoints, which are asked for inside {@link UpstreamHttp#within} if they are not known. */
    Discovered of(UpstreamProvider provider) throws UpstreamUnavailable {
        Discovered before = known.get(provider.id());
        if (before != null) {
            return before;
        }
        try {
            Discovered now = read(provider, metadata(provider));
            known.put(provider.id(), now);
            return now;
        } catch (UpstreamUnavailable ex) {
            // A line and no stack trace: anybody can make this server ask.
            LOG.warn("{} says nothing of itself that can be used: {}", provider.id(), ex.getMessage());
            throw ex;
        }
    }

    private JsonNode metadata(UpstreamProvider provider) throws UpstreamUnavailable {
        String base = provider.issuer().endsWith("/")
                ? provider.issuer().substring(0, provider.issuer().length() - 1)
                : provider.issuer();
        String text = http.get(URI.create(base + "/.well-known/openid-configuration"));
        if (StrictJson.read(text, MAX_BYTES) instanceof Parsed.Value<JsonNode>(JsonNode root) && root.isObject()
                && root.path("issuer").asString("").equals(provider.issuer())) {
            return root;
        }
        throw new UpstreamUnavailable("no metadata of this issuer");
    }

    private Discovered read(UpstreamProvider provider, JsonNode metadata) throws UpstreamUnavailable {
        ClientRegistration registration = ClientRegistration.withRegistrationId(provider.id())
                .clientId(provider.clientId()).clientSecret(provider.clientSecret().orElse(""))
                .clientAuthenticationMethod(method(provider, metadata))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(issuer.endpoint(UpstreamProviders.PATH + provider.id() + "/callback"))
                .scope(provider.scopes()).issuerUri(provider.issuer())
                .authorizationUri(endpoint(metadata, "authorization_endpoint"))
                .tokenUri(endpoint(metadata, "token_endpoint")).jwkSetUri(endpoint(metadata, "jwks_uri")).build();
        boolean namesItself = metadata.path("authorization_response_iss_parameter_supported").asBoolean(false);
        return decoders.complete(provider, registration, namesItself);
    }

    private static String endpoint(JsonNode metadata, String member) throws UpstreamUnavailable {
        String address = metadata.path(member).asString("");
        if (!UpstreamProvider.isSafe(address)) {
            throw new UpstreamUnavailable("its " + member + " is missing or not https");
        }
        return address;
    }

    /** A secret goes into the header, which is the default, unless the provider says that it takes it in the form only. */
    private static ClientAuthenticationMethod method(UpstreamProvider provider, JsonNode metadata) {
        if (provider.clientKey().isPresent()) {
            return ClientAuthenticationMethod.PRIVATE_KEY_JWT;
        }
        JsonNode methods = metadata.path("token_endpoint_auth_methods_supported");
        Set<String> supported = methods.isArray()
                ? methods.valueStream().map(one -> one.asString("")).collect(Collectors.toSet())
                : BASIC;
        return supported.contains("client_secret_basic")
                ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                : ClientAuthenticationMethod.CLIENT_SECRET_POST;
    }
}
