package dev.errand.dpop.resourceserver;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.oauth2.jwt.Jwt;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Tells the host, then the caller, that a request is refused (RFC 9449 §7.1, RFC 9728 §5.1). */
final class RefusalAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalAnswer.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final String RETRY_AFTER_SECONDS = "1";

    private final String metadataUrl;
    private final ApplicationEventPublisher events;

    RefusalAnswer(ProtectedResource resource, ApplicationEventPublisher events) {
        this.metadataUrl = resource.metadataUrl();
        this.events = events;
    }

    void send(HttpServletRequest request, HttpServletResponse response, Refusal refusal, @Nullable Jwt token)
            throws IOException {
        publish(new DPoPRefused(refusal.error(), refusal.reason(), token, request.getMethod(),
                request.getRequestURI()));
        response.setStatus(refusal.status());
        if (refusal.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        } else {
            response.setHeader("WWW-Authenticate", challenge(refusal));
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.getOutputStream().write(body(refusal).getBytes(StandardCharsets.UTF_8));
    }

    private void publish(DPoPRefused event) {
        try {
            events.publishEvent(event);
        } catch (RuntimeException listenerFailed) {
            LOG.error("A refusal ({}) was not recorded", event.reason(), listenerFailed);
        }
    }

    private String challenge(Refusal refusal) {
        String common = "algs=\"ES256\", resource_metadata=\"" + metadataUrl + '"';
        return refusal.equals(Refusal.NOTHING_PRESENTED)
                ? "DPoP " + common
                : "DPoP error=\"%s\", error_description=\"%s\", %s".formatted(refusal.error(), refusal.description(),
                        common);
    }

    private static String body(Refusal refusal) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
            json.writeStartObject();
            json.writeStringProperty("error", refusal.error());
            json.writeStringProperty("error_description", refusal.description());
            json.writeStringProperty("reason", refusal.reason());
            json.writeEndObject();
        }
        return body.toString();
    }
}
