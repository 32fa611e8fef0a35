package dev.errand.toolscope.enforce;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Refuses, before any argument is read, what no {@link ToolScope} speaks of: endpoints without one, query parameters that
 * the handler does not declare or that come twice, answers in another form than JSON, and bodies that are not JSON in
 * UTF-8 or that nobody asked for.
 */
final class RequestGuard implements HandlerInterceptor {

    private final DeclaredCalls declared;
    private final String metadataPath;

    RequestGuard(DeclaredCalls declared, String metadataPath) {
        this.declared = declared;
        this.metadataPath = metadataPath;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.ERROR || request.getRequestURI().equals(metadataPath)) {
            return true;
        }
        DeclaredCall endpoint = (handler instanceof HandlerMethod method ? declared.of(method) : Optional.<DeclaredCall>empty())
                .orElseThrow(() -> new CallRefused(Refusal.undeclared()));
        refuseMethod(request);
        refuseAccept(request);
        refuseBody(request, endpoint);
        refuseQuery(request.getParameterMap(), endpoint);
        return true;
    }

    /** Spring answers HEAD by the handler of GET; its effect, and the use of a credential, would go unseen. */
    private static void refuseMethod(HttpServletRequest request) {
        if (request.getMethod().equals("HEAD")) {
            throw new CallRefused(Refusal.of(HttpStatus.METHOD_NOT_ALLOWED, "invalid_request", "method_not_allowed",
                    null, "The endpoint does not take this method"));
        }
    }

    /**
     * An answer is written after the effect was committed, and to say then that it cannot be had in the form asked for
     * would be to deny the effect. What a handler makes is JSON, unless its mapping names what it produces; then Spring
     * has compared that already.
     */
    private static void refuseAccept(HttpServletRequest request) {
        boolean named = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
        if (!named && !acceptsJson(Collections.list(request.getHeaders("Accept")))) {
            throw new CallRefused(Refusal.of(HttpStatus.NOT_ACCEPTABLE, "invalid_request", "not_acceptable", null,
                    "The endpoint answers with application/json"));
        }
    }

    private static boolean acceptsJson(List<String> accepted) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accepted);
            return types.isEmpty() || types.stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static void refuseBody(HttpServletRequest request, DeclaredCall endpoint) {
        boolean sent = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (sent && !endpoint.hasBody()) {
            throw new CallRefused(Refusal.malformed("parameter_unknown", "body", "The endpoint takes no request body"));
        }
        if (endpoint.hasBody() && !isJson(request.getContentType())) {
            throw new CallRefused(Refusal.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "invalid_request",
                    "media_type_unsupported", null, "The request body is not application/json in UTF-8"));
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType == null ? "" : contentType);
            return type.getType().equals("application") && type.getSubtype().equals("json")
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static void refuseQuery(Map<String, String[]> query, DeclaredCall endpoint) {
        query.forEach((name, values) -> {
            if (!endpoint.queryNames().contains(name)) {
                throw new CallRefused(Refusal.malformed("parameter_unknown", null,
                        "The request has a parameter that the endpoint does not know"));
            }
            if (values.length != 1) {
                throw new CallRefused(Refusal.malformed("parameter_repeated", name, "A parameter comes more than once"));
            }
        });
    }
}
