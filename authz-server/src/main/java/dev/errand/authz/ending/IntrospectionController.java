package dev.errand.authz.ending;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.endpoint.FormReading;
import dev.errand.authz.tool.ToolAnswers;
import dev.errand.authz.tool.ToolAuthentication;
import dev.errand.authz.tool.ToolCheck;
import dev.errand.authz.tool.ToolRefusal;
import dev.errand.dpop.firstuse.FirstUseUnavailable;

/** {@code POST /oauth2/introspect} (RFC 7662): an authenticated tool asks whether a credential that it was shown is good now. */
@RestController
final class IntrospectionController {

    static final String PATH = "/oauth2/introspect";

    private final ToolAuthentication authentication;
    private final Introspection introspection;
    private final ToolAnswers answers;

    IntrospectionController(ToolAuthentication authentication, Introspection introspection, ToolAnswers answers) {
        this.authentication = authentication;
        this.introspection = introspection;
        this.answers = answers;
    }

    @PostMapping(PATH)
    ResponseEntity<Object> introspect(HttpServletRequest request) {
        return switch (authentication.authenticate(request, PATH)) {
            case ToolCheck.Authenticated(String tool, _) -> introspect(tool, request);
            case ToolCheck.Refused(ToolRefusal refusal) -> answers.refuse(PATH, refusal);
        };
    }

    private ResponseEntity<Object> introspect(String tool, HttpServletRequest request) {
        return switch (EndpointForm.read(request)) {
            case FormReading.Malformed(EndpointError error) -> refuse(error.status(), error.reason(), tool);
            case FormReading.Read(EndpointForm form) -> form.value("token")
                    .map(token -> answers.answer(200).<Object>body(introspection.of(token, tool)))
                    .orElseGet(() -> refuse(400, "token_missing", tool));
        };
    }

    private ResponseEntity<Object> refuse(int status, String reason, String tool) {
        return answers.refuse(PATH, ToolRefusal.request(status, reason, tool));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, FirstUseUnavailable.class})
    ResponseEntity<Object> unavailable() {
        return answers.unavailable();
    }
}
