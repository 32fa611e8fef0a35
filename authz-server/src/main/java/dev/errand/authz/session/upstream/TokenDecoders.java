package dev.errand.authz.session.upstream;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Makes what verifies a provider's tokens: by the keys that it publishes, by asymmetric algorithms only, and each kind of
 * token by its {@code typ}, so that none passes for another (RFC 8725 §3.11).
 */
@Component
final class TokenDecoders {

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256,
            SignatureAlgorithm.ES256);

    private static final long KEYS_FOR_MILLIS = Duration.ofMinutes(5).toMillis();

    /** Anybody can send a token with a key id that was never seen: that must not make this server a crowd. */
    private static final long KEYS_EVERY_MILLIS = 1_000;

    private static final MappedJwtClaimSetConverter TYPES = MappedJwtClaimSetConverter.withDefaults(Map.of());

    private static final Duration SKEW = Duration.ofSeconds(30);

    private final UpstreamHttp http;
    private final InstantSource time;

    TokenDecoders(UpstreamHttp http, InstantSource time) {
        this.http = http;
        this.time = time;
    }

    Discovered complete(UpstreamProvider provider, ClientRegistration registration, boolean namesItself)
            throws UpstreamUnavailable {
        JWKSource<SecurityContext> keys = keys(Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()));
        return new Discovered(registration, namesItself, idTokens(provider, registration, keys),
                logoutTokens(provider, keys));
    }

    private JWKSource<SecurityContext> keys(String address) throws UpstreamUnavailable {
        return JWKSourceBuilder.create(url(address), this::retrieve).cache(KEYS_FOR_MILLIS, http.patience().toMillis())
                .refreshAheadCache(false).rateLimited(KEYS_EVERY_MILLIS).build();
    }

    private Resource retrieve(URL url) throws IOException {
        try {
            return new Resource(http.get(URI.create(url.toString())), "application/json");
        } catch (UpstreamUnavailable ex) {
            throw new IOException(ex);
        }
    }

    private JwtDecoder idTokens(UpstreamProvider provider, ClientRegistration registration,
            JWKSource<SecurityContext> keys) {
        OidcIdTokenValidator claims = new OidcIdTokenValidator(registration);
        claims.setClock(clock());
        claims.setClockSkew(SKEW);
        return decoder(keys, List.of(claims, new IssuerIs(provider.issuer())), null,
                JOSEObjectType.JWT);
    }

    private JwtDecoder logoutTokens(UpstreamProvider provider, JWKSource<SecurityContext> keys) {
        LogoutTokenValidator claims = new LogoutTokenValidator(provider.issuer(), provider.clientId(), time, SKEW);
        return decoder(keys, List.of(claims), new JOSEObjectType("logout+jwt"),
                new JOSEObjectType("application/logout+jwt"));
    }

    private JwtDecoder decoder(JWKSource<SecurityContext> keys, List<OAuth2TokenValidator<Jwt>> claims,
            @Nullable JOSEObjectType... types) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithms(set -> set.addAll(ALGORITHMS))
                .jwtProcessorCustomizer(
                        processor -> processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types)))
                .build();
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock());
        List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(claims);
        all.add(times);
        decoder.setClaimSetConverter(TokenDecoders::asTheyAre);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(all));
        return decoder;
    }

    /** The claims in their types, without the {@code iat} that the framework makes up where there is none. */
    private static Map<String, Object> asTheyAre(Map<String, Object> claims) {
        Map<String, Object> converted = new HashMap<>(TYPES.convert(claims));
        converted.keySet().retainAll(claims.keySet());
        return converted;
    }

    private Clock clock() {
        return time.withZone(ZoneOffset.UTC);
    }

    private static URL url(String address) throws UpstreamUnavailable {
        try {
            return URI.create(address).toURL();
        } catch (MalformedURLException | IllegalArgumentException ex) {
            throw new UpstreamUnavailable("its jwks_uri is no address", ex);
        }
    }
}
