package dev.errand.authz.admin.upstream;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrators;
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
    private final Administrators administrators;

    ScopePublicationController(ScopePublication publication, Administrators administrators) {
        this.publication = publication;
        this.administrators = administrators;
    }

    @PostMapping(AdminRoutes.BASE + "/v1/upstream/{registration}/publish-scopes")
    ResponseEntity<Object> publish(@PathVariable("registration") String registration, Authentication caller) {
        String by = administrators.of(caller).orElseThrow().name();
        return switch (publication.publish(registration, by)) {
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
