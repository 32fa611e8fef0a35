package dev.errand.authz.badinput;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.Filter;

import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The endpoints that filters answer before any handler does. A filter is either known to have none, or known to have
 * what its request matcher says; any other fails the test, so that no endpoint comes in by a filter unseen.
 */
final class FilterEndpoints {

    private static final Set<String> WITHOUT = Set.of(
            // The container's
            "CharacterEncodingFilter", "FormContentFilter", "RequestContextFilter", "ServerHttpObservationFilter",
            "WebMvcObservationFilter", "DelegatingFilterProxyRegistrationBean$1", "OrderedFormContentFilter",
            "OrderedCharacterEncodingFilter", "OrderedRequestContextFilter", "WsFilter", "ResourceUrlEncodingFilter",
            // The security chains'
            "DisableEncodeUrlFilter", "WebAsyncManagerIntegrationFilter", "SecurityContextHolderFilter",
            "HeaderWriterFilter", "CsrfFilter", "RequestCacheAwareFilter", "SecurityContextHolderAwareRequestFilter",
            "AnonymousAuthenticationFilter", "SessionManagementFilter", "ExceptionTranslationFilter",
            "AuthorizationFilter",
            // Ours: they refuse or pass on
            "UnavailableFilter", "RequestSyntax", "AdminErrors", "EndpointFilter", "DPoPAuthenticationFilter");

    private static final Set<String> BY_MATCHER = Set.of("OAuth2ClientAuthenticationFilter", "OAuth2TokenEndpointFilter",
            "OAuth2PushedAuthorizationRequestEndpointFilter", "OAuth2TokenRevocationEndpointFilter", "LogoutFilter");

    /** How a matcher of one path prints, alone or among others. */
    private static final Pattern PATH = Pattern.compile("PathPattern \\[(?:([A-Z]+) )?(/[^\\] ]*)]");

    private FilterEndpoints() {}

    static List<Endpoint> of(Filter filter) {
        String name = simple(filter.getClass().getName());
        requireKnown(name);
        if (WITHOUT.contains(name)) {
            return List.of();
        }
        List<Endpoint> found = new ArrayList<>();
        for (Class<?> type = filter.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (RequestMatcher.class.isAssignableFrom(field.getType())) {
                    found.addAll(read(filter, field, name));
                }
            }
        }
        if (found.isEmpty()) {
            throw new AssertionError("no path can be read from " + name);
        }
        return found;
    }

    static void requireKnown(String className) {
        String name = simple(className);
        if (!WITHOUT.contains(name) && !BY_MATCHER.contains(name)) {
            throw new AssertionError("a filter that this test does not know, maybe with an endpoint: " + className);
        }
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static List<Endpoint> read(Filter filter, Field field, String owner) {
        try {
            field.setAccessible(true);
            Matcher path = PATH.matcher(String.valueOf(field.get(filter)));
            return path.results().map(one -> new Endpoint(one.group(1) == null ? "POST" : one.group(1), one.group(2),
                    owner, Set.of())).toList();
        } catch (IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
