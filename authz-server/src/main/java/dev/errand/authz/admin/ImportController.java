package dev.errand.authz.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.fetch.ToolMetadata;
import dev.errand.authz.fetch.ToolMetadataSource;

/**
 * {@code POST /admin/api/v1/registry/import}: what a tool says about itself (RFC 9728), as a document to go on from.
 * Nothing is registered by it.
 */
@RestController
final class ImportController {

    static final String PATH = RegistryController.PATH + "/import";

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final ToolMetadataSource tools;
    private final ImportedTool document;

    ImportController(ToolMetadataSource tools, ImportedTool document) {
        this.tools = tools;
        this.document = document;
    }

    @PostMapping(PATH)
    ResponseEntity<Object> read(HttpServletRequest request) throws IOException {
        return switch (ImportRequest.read(request)) {
            case ImportRequest.Of(String resource) -> answer(tools.read(resource));
            case ImportRequest.Unacceptable(Problem problem) -> problem.answer();
        };
    }

    private ResponseEntity<Object> answer(ToolMetadata metadata) {
        return switch (metadata) {
            case ToolMetadata.Found found -> ResponseEntity.ok().header("Cache-Control", "no-store").contentType(YAML)
                    .body(document.of(found).getBytes(StandardCharsets.UTF_8));
            case ToolMetadata.Refused(var problem) -> Problem.fetch(problem).answer();
        };
    }
}
