package dev.errand.authz.admin.upstream;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.session.keycloak.Publication;
import dev.errand.authz.session.keycloak.ScopePublication;

/**
 * {@code POST /admin/api/v1/upstream/{registration}/publish-scopes}: the registry's active scopes become client scopes of
 * a Keycloak realm; asking twice changes nothing more.
 */
@RestController
final class ScopePublicationController {

    private final ScopePublication publication;

    ScopePublicationController(ScopePublication publication) {
        this.publication = publication;
    }

    @PostMapping(AdminRoutes.BASE + "/v1/upstream/{registration}/publish-scopes")
    ResponseEntity<Object> publish(@PathVariable("registration") String registration, Administrator by) {
        return switch (publication.publish(registration, by.name())) {
            case Publication.Published published -> JsonAnswer.ok(json(published));
            case Publication.Unknown _ -> Problem.unknown("realm").answer();
            case Publication.Unavailable _ -> Problem.upstreamUnavailable().answer();
        };
    }

    private static Map<String, Object> json(Publication.Published published) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("created", published.created());
        members.put("changed", published.changed());
        members.put("removed", published.removed());
        members.put("unchanged", published.unchanged());
        members.put("foreign", published.foreign());
        return members;
    }
}
