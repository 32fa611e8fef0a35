package dev.errand.authz.session.upstream;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;

/**
 * {@code POST /login/upstream/{registration}/backchannel-logout}: a provider says that a session of its own, or all of a
 * user's, are over (OpenID Connect Back-Channel Logout 1.0 §2.5). 200 once what stood on them has ended here, 400 for
 * what is no logout token or was used, and 503 where that cannot be told: then nothing has ended and the token is good
 * still.
 */
@RestController
final class BackChannelLogoutController {

    static final String PATH = UpstreamProviders.PATH + "{registration}/backchannel-logout";

    private final UpstreamProviders providers;
    private final LogoutTokens tokens;
    private final UpstreamSessions sessions;
    private final Ledger ledger;
    private final InstantSource clock;

    BackChannelLogoutController(UpstreamProviders providers, LogoutTokens tokens, UpstreamSessions sessions, Ledger ledger,
            InstantSource clock) {
        this.providers = providers;
        this.tokens = tokens;
        this.sessions = sessions;
        this.ledger = ledger;
        this.clock = clock;
    }

    @PostMapping(PATH)
    ResponseEntity<Object> logOut(@PathVariable("registration") String registration,
            @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        if (request.getQueryString() != null) {
            // The container reads parameters from there too, and an address is written down where a body is not.
            return refused("query_not_allowed");
        }
        List<String> shown = form.getOrDefault("logout_token", List.of());
        if (shown.size() != 1) {
            return refused("logout_token_missing");
        }
        return providers.find(registration).map(provider -> logOut(provider, shown.getFirst()))
                .orElseGet(() -> refused("registration_unknown"));
    }

    private ResponseEntity<Object> logOut(UpstreamProvider provider, String token) {
        return switch (tokens.verify(provider, token)) {
            case LogoutTokens.Verified(LogoutToken verified) -> end(verified);
            case LogoutTokens.Refused(String reason) -> refused(reason);
            case LogoutTokens.Unknown _ -> unavailable("upstream_unavailable");
        };
    }

    private ResponseEntity<Object> end(LogoutToken token) {
        if (!sessions.agreesWithItself(token)) {
            return refused("logout_token_subject");
        }
        return sessions.end(token)
                ? ResponseEntity.ok().header("Cache-Control", "no-store").build()
                : refused("logout_token_replayed");
    }

    private ResponseEntity<Object> refused(String reason) {
        ledger.refusal(new RefusalEntry(clock.instant(), PATH, null, null, null, null, null, null, null, "invalid_request",
                reason, null, ""));
        return error(400, "invalid_request", "The request is malformed or its logout token is not acceptable.", reason);
    }

    private static ResponseEntity<Object> unavailable(String reason) {
        return error(503, "temporarily_unavailable", "The server cannot decide now; nothing has ended.", reason);
    }

    private static ResponseEntity<Object> error(int status, String error, String description, String reason) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).header("Cache-Control", "no-store")
                .contentType(MediaType.APPLICATION_JSON);
        return (status == 503 ? answer.header("Retry-After", "1") : answer)
                .body(Map.of("error", error, "error_description", description, "reason", reason));
    }
}
