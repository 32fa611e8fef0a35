package dev.errand.authz.admin;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/api/v1/openapi.yaml}: what this API promises, as an OpenAPI 3.1 document. */
@RestController
final class OpenApiController {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final byte[] document;

    OpenApiController() {
        try {
            this.document = new ClassPathResource("openapi.yaml").getContentAsByteArray();
        } catch (IOException ex) {
            throw new UncheckedIOException("the API's description is missing", ex);
        }
    }

    @GetMapping(AdminRoutes.BASE + "/v1/openapi.yaml")
    ResponseEntity<Object> document() {
        return ResponseEntity.ok().contentType(YAML)
                .header("Cache-Control", "no-store").body(document);
    }
}
