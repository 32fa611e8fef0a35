package dev.errand.authz.report;

import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.tool.ToolAnswers;
import dev.errand.authz.tool.ToolAuthentication;
import dev.errand.authz.tool.ToolCheck;
import dev.errand.authz.tool.ToolRefusal;
import dev.errand.dpop.firstuse.FirstUseUnavailable;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * {@code GET /tools/scopes}: an authenticated tool reads its own active scopes, in the form of the registry's document,
 * to compare them with what it enforces. Of other tools it sees nothing.
 */
@RestController
final class ToolScopesController {

    static final String PATH = "/tools/scopes";

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final ToolAuthentication authentication;
    private final ToolScopes registry;
    private final ToolAnswers answers;

    ToolScopesController(ToolAuthentication authentication, ToolScopes registry, ToolAnswers answers) {
        this.authentication = authentication;
        this.registry = registry;
        this.answers = answers;
    }

    @GetMapping(PATH)
    ResponseEntity<Object> scopes(HttpServletRequest request) {
        return switch (authentication.authenticate(request, PATH)) {
            case ToolCheck.Authenticated(String tool, _) -> answers.answer(200).contentType(YAML)
                    .body(RegistryYaml.write(of(tool)).getBytes(StandardCharsets.UTF_8));
            case ToolCheck.Refused(ToolRefusal refusal) -> answers.refuse(PATH, refusal);
        };
    }

    private RegistryDocument of(String tool) {
        List<RegisteredTool> itself = registry.tool(tool).stream().toList();
        return new RegistryDocument(itself,
                registry.activeScopes().stream().filter(scope -> scope.tool().equals(tool)).toList());
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, FirstUseUnavailable.class})
    ResponseEntity<Object> unavailable() {
        return answers.unavailable();
    }
}
