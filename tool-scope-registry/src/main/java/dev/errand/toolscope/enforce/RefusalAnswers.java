package dev.errand.toolscope.enforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import dev.errand.toolscope.json.StrictJson;

/** Turns every refusal into a report to the ledger, then into its answer. */
final class RefusalAnswers implements HandlerExceptionResolver, Ordered {

    private static final System.Logger LOG = System.getLogger(RefusalAnswers.class.getName());

    private final DeclaredCalls declared;
    private final RefusalReports reports;
    private final String metadataUrl;

    RefusalAnswers(DeclaredCalls declared, RefusalReports reports, String metadataUrl) {
        this.declared = declared;
        this.reports = reports;
        this.metadataUrl = metadataUrl;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
            @Nullable Object handler, Exception exception) {
        DeclaredCall endpoint = handler instanceof HandlerMethod method ? declared.of(method).orElse(null) : null;
        return FailedRequest.refusal(exception, endpoint).map(refused -> {
            answer(response, recorded(refused, endpoint));
            return new ModelAndView();
        }).orElse(null);
    }

    /** A refusal that cannot be recorded is answered as what it is then: a tool that cannot decide. */
    private Refusal recorded(CallRefused refused, @Nullable DeclaredCall endpoint) {
        if (refused.refusal().ofStore()) {
            return refused.refusal();
        }
        try {
            reports.record(refused, endpoint);
            return refused.refusal();
        } catch (DataAccessException | TransactionException e) {
            LOG.log(System.Logger.Level.ERROR, "a refusal could not be recorded: {0}", e.getClass().getSimpleName());
            return Refusal.storeUnavailable();
        }
    }

    private void answer(HttpServletResponse response, Refusal refusal) {
        response.setStatus(refusal.status().value());
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        if (refusal.challenges()) {
            response.setHeader("WWW-Authenticate", Challenge.of(refusal, metadataUrl));
        }
        if (refusal.status().is5xxServerError()) {
            response.setHeader("Retry-After", "1");
        }
        try {
            response.getOutputStream().write(body(refusal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] body(Refusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.error());
        body.put("error_description", refusal.description());
        body.put("reason", refusal.reason());
        if (refusal.parameter() != null) {
            body.put("parameter", refusal.parameter());
        }
        refusal.scopeName().ifPresent(scope -> body.put("scope", scope));
        if (!refusal.details().isEmpty()) {
            body.put("authorization_details", refusal.details());
        }
        if (refusal.scopeForm() != null) {
            body.put("scope_form", refusal.scopeForm());
        }
        return StrictJson.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
