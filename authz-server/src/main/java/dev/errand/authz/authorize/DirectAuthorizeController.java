package dev.errand.authz.authorize;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

import dev.errand.authz.session.PasswordNeeded;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.session.UserSession;

/**
 * The authorization endpoint where the request is in the browser's own query. Once somebody is logged in it is stored like
 * a pushed one, which the browser then opens. It always gets a page: no remembered consent answers for a client that has
 * not said who it is, and none is remembered for it.
 */
@Controller
final class DirectAuthorizeController {

    private static final String PATH = "/oauth2/authorize";

    private final DirectRequests direct;
    private final PushedRequests requests;
    private final AuthorizationResponse response;
    private final RefusedAuthorizations refused;

    DirectAuthorizeController(DirectRequests direct, PushedRequests requests, AuthorizationResponse response,
            RefusedAuthorizations refused) {
        this.direct = direct;
        this.requests = requests;
        this.response = response;
        this.refused = refused;
    }

    @GetMapping(path = PATH, params = "!request_uri")
    Object authorize(HttpServletRequest http) {
        Optional<UserSession> session = login().map(SessionAuthentication::session);
        return switch (direct.read(http.getParameterMap())) {
            case DirectRequests.Nowhere _ -> {
                refused.record(session, "invalid_request_uri", "request_uri_unusable");
                ModelAndView page = new ModelAndView("unusable");
                page.setStatus(HttpStatus.BAD_REQUEST);
                yield page;
            }
            case DirectRequests.Faulty(var redirectUri, var state, var error) -> {
                refused.record(session, error.getErrorCode(), error.reason());
                yield response.error(redirectUri, state, error.getErrorCode());
            }
            case DirectRequests.Good(PushedRequest request) -> authorize(request, session);
        };
    }

    private Object authorize(PushedRequest request, Optional<UserSession> session) {
        boolean needsPassword = login().filter(SessionAuthentication::needsPassword).isPresent();
        if (!needsPassword && login().filter(login -> !login.authorises()).isPresent()) {
            refused.record(session, "access_denied", "user_role_missing");
            return response.error(request, "access_denied");
        }
        if ("none".equals(request.prompt())) {
            String error = session.isEmpty() || needsPassword ? "login_required" : "consent_required";
            refused.record(session, error, error);
            return response.error(request, error);
        }
        if (session.isEmpty()) {
            throw new InsufficientAuthenticationException("log in first");
        }
        if (needsPassword) {
            throw new PasswordNeeded();
        }
        String uri = requests.push(asked(request));
        RedirectView view = new RedirectView(PATH + "?client_id=" + encoded(request.clientId()) + "&request_uri=" + encoded(uri));
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private static PushedRequest asked(PushedRequest request) {
        return new PushedRequest(request.clientId(), request.redirectUri(), request.state(), request.codeChallenge(),
                request.jkt(), "consent", request.terms(), request.lifetime(), true);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<SessionAuthentication> login() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication authentication
                ? Optional.of(authentication)
                : Optional.empty();
    }
}
