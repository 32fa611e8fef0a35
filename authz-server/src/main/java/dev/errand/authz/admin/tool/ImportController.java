package dev.errand.authz.admin.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.JsonBody;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.fetch.FetchProblem;
import dev.errand.toolscope.ResourceIndicator;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

/**
 * {@code POST /admin/api/v1/registry/import}: what a tool says about itself (RFC 9728), as a document to go on from: the
 * tool alone. Its scopes are named in comments, because metadata says nothing of what they allow, and authority is not to
 * be made up. Nothing is registered by it.
 */
@RestController
final class ImportController {

    private static final int MAX_BYTES = 4 << 10;
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final ToolImport tools;

    ImportController(ToolImport tools) {
        this.tools = tools;
    }

    @PostMapping(AdminRoutes.BASE + "/v1/registry/import")
    ResponseEntity<Object> read(HttpServletRequest request) throws IOException {
        JsonBody<String> resource = JsonBody.read(request, MAX_BYTES,
                body -> ResourceIndicator.require("resource", body.text("resource")));
        return switch (resource) {
            case JsonBody.Of<String>(String value) -> answer(tools.read(value));
            case JsonBody.Unacceptable<String>(Problem problem) -> problem.answer();
        };
    }

    private static ResponseEntity<Object> answer(ToolImport.Imported imported) {
        return switch (imported) {
            case ToolImport.Imported.Proposed proposed -> ResponseEntity.ok().header("Cache-Control", "no-store")
                    .contentType(YAML).body(document(proposed).getBytes(StandardCharsets.UTF_8));
            case ToolImport.Imported.Refused(String reason, String sentence) ->
                new Problem(reason.equals(FetchProblem.ADDRESS_NOT_PUBLIC.word()) ? 400 : 422, sentence, reason).answer();
        };
    }

    private static String document(ToolImport.Imported.Proposed proposed) {
        return RegistryYaml.write(new RegistryDocument(List.of(proposed.tool()), List.of()))
                + comments(proposed.unregistered());
    }

    private static String comments(List<ScopeName> unknown) {
        return unknown.isEmpty()
                ? ""
                : unknown.stream().map(scope -> "#   " + scope + "\n").collect(Collectors.joining("",
                        "# The tool names these scopes, which are not registered. What each allows is for a person to write under scopes:\n",
                        ""));
    }
}
