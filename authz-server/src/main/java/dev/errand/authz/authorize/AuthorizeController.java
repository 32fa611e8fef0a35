package dev.errand.authz.authorize;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.authorize.Consents.Pending;
import dev.errand.authz.run.RunTerms;
import dev.errand.authz.session.PasswordNeeded;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.session.UserSession;

/**
 * The authorization endpoint: opens a pushed request in the browser, shows the consent page, takes the decision. Of the
 * request itself only {@code client_id} and {@code request_uri} are read; what was pushed stands.
 */
@Controller
final class AuthorizeController {

    private final PushedRequests requests;
    private final Consents consents;
    private final ConsentMemory memory;
    private final ConsentView view;
    private final Agents agents;
    private final BrowserCookie browsers;
    private final AuthorizationResponse response;
    private final RefusedAuthorizations refused;
    private final InstantSource clock;

    AuthorizeController(PushedRequests requests, Consents consents, ConsentMemory memory, ConsentView view,
            Agents agents, BrowserCookie browsers, AuthorizationResponse response, RefusedAuthorizations refused,
            InstantSource clock) {
        this.requests = requests;
        this.consents = consents;
        this.memory = memory;
        this.view = view;
        this.agents = agents;
        this.browsers = browsers;
        this.response = response;
        this.refused = refused;
        this.clock = clock;
    }

    @GetMapping("/oauth2/authorize")
    Object authorize(@RequestParam(name = "client_id", defaultValue = "") String clientId,
            @RequestParam(name = "request_uri", defaultValue = "") String requestUri, HttpServletRequest http,
            HttpServletResponse answer) {
        String browser = browsers.readOrSet(http, answer);
        Optional<PushedRequest> opened = open(requestUri, clientId, browser);
        Optional<UserSession> session = session();
        if (opened.isEmpty()) {
            return unusable(session);
        }
        if (login().filter(login -> !login.needsPassword() && !login.authorises()).isPresent()) {
            return denied(requestUri, browser, opened.get());
        }
        boolean silent = "none".equals(opened.get().prompt());
        if (session.isEmpty() || needsPassword()) {
            if (silent) {
                requests.use(requestUri, browser);
                refused.record(session, "login_required", "login_required");
                return response.error(opened.get(), "login_required");
            }
            throw needsPassword() ? new PasswordNeeded() : new InsufficientAuthenticationException("log in first");
        }
        Pending pending = new Pending(requestUri, browser, opened.get(), session.get());
        Optional<String> code = "consent".equals(opened.get().prompt())
                ? Optional.empty()
                : memory.recall(pending, deadline(pending));
        if (code.isPresent()) {
            return response.code(pending.request(), code.get());
        }
        if (silent) {
            return consents.decline(pending, "consent_required")
                    ? response.error(opened.get(), "consent_required")
                    : unusable(session);
        }
        return page(pending, answer, null);
    }

    @PostMapping("/oauth2/authorize")
    Object decide(@RequestParam Map<String, String> form, HttpServletRequest http, HttpServletResponse answer) {
        Optional<UserSession> session = session();
        if (session.isEmpty()) {
            throw new InsufficientAuthenticationException("log in first");
        }
        String requestUri = form.getOrDefault("request_uri", "");
        String browser = browsers.read(http).orElse("");
        Optional<PushedRequest> opened = open(requestUri, form.getOrDefault("client_id", ""), browser);
        if (opened.isEmpty()) {
            return unusable(session);
        }
        if (needsPassword()) {
            throw new PasswordNeeded();
        }
        if (login().filter(login -> !login.authorises()).isPresent()) {
            return denied(requestUri, browser, opened.get());
        }
        Pending pending = new Pending(requestUri, browser, opened.get(), session.get());
        return switch (form.getOrDefault("decision", "")) {
            case "approve" -> approve(pending, form, answer);
            case "deny" -> consents.decline(pending, "denied by the user")
                    ? response.error(opened.get(), "access_denied")
                    : unusable(session);
            default -> page(pending, answer, "Please choose Allow or Deny.");
        };
    }

    /** A client that was disabled after its push is told nothing, like one that is not known. */
    private Optional<PushedRequest> open(String requestUri, String clientId, String browser) {
        return requests.open(requestUri, clientId, browser)
                .filter(request -> agents.find(request.clientId()).filter(Agent::enabled).isPresent());
    }

    /** Whoever is logged in may let nobody act: neither by a page nor by what was remembered. */
    private Object denied(String requestUri, String browser, PushedRequest request) {
        if (!requests.use(requestUri, browser)) {
            return unusable(session());
        }
        refused.record(session(), "access_denied", "user_role_missing");
        return response.error(request, "access_denied");
    }

    private Object approve(Pending pending, Map<String, String> form, HttpServletResponse answer) {
        Optional<Instant> shown = shownEnd(form.getOrDefault("ends_at", ""));
        if (shown.isEmpty()) {
            return page(pending, answer, "The page was not complete. Please look at it once more.");
        }
        Instant deadline = earlier(shown.get(), deadline(pending));
        if (!clock.instant().isBefore(deadline)) {
            return page(pending, answer, "The time that this page named is over. It now names a new one.");
        }
        Optional<RunTerms> terms = new ConsentEdits(form).apply(pending.terms(), deadline);
        if (terms.isEmpty()) {
            return page(pending, answer, "Limits can be lowered, not raised, and at least one scope must remain.");
        }
        return consents.approve(pending, terms.get(), memory(pending, form))
                .<Object>map(code -> response.code(pending.request(), code))
                .orElseGet(() -> unusable(Optional.of(pending.session())));
    }

    /** What the page offered: whether all that was asked for may be remembered, whatever the user made of it. */
    private Consents.Memory memory(Pending pending, Map<String, String> form) {
        if (!memory.allows(pending)) {
            return Consents.Memory.NONE;
        }
        return form.containsKey("remember") ? Consents.Memory.SESSION : Consents.Memory.RUN;
    }

    private ModelAndView page(Pending pending, HttpServletResponse answer, @Nullable String problem) {
        RunTerms asked = pending.terms();
        RunTerms shown = new RunTerms(asked.purpose(), asked.ceiling(), asked.budget(), deadline(pending));
        allowRedirect(answer, pending.request().redirectUri());
        ModelAndView page = new ModelAndView("consent");
        page.addObject("page", view.page(agents.find(pending.request().clientId()).orElseThrow(), shown));
        page.addObject("remembers", memory.allows(pending));
        page.addObject("requestUri", pending.requestUri());
        page.addObject("problem", problem);
        page.setStatus(problem == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
        return page;
    }

    /** The run ends when the agent asked for it to end, and never after the user's session. */
    private Instant deadline(Pending pending) {
        Instant asked = clock.instant().plus(pending.request().lifetime()).truncatedTo(ChronoUnit.SECONDS);
        return earlier(asked, pending.session().end());
    }

    /** The end that the page named: deciding late can only leave less time, never more than was read. */
    private static Optional<Instant> shownEnd(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException ex) {
            return Optional.empty();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Browsers apply form-action to the redirect that answers a form, so the client's origin has to be named. */
    private static void allowRedirect(HttpServletResponse answer, String redirectUri) {
        URI uri = URI.create(redirectUri);
        String origin = uri.getScheme() + ":" + (uri.getRawAuthority() == null ? "" : "//" + uri.getRawAuthority());
        answer.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; "
                + "form-action 'self' " + origin + "; frame-ancestors 'none'; base-uri 'none'");
    }

    private static Optional<SessionAuthentication> login() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication authentication
                ? Optional.of(authentication)
                : Optional.empty();
    }

    /** A login by a password that somebody else gave the account is not complete. */
    private static boolean needsPassword() {
        return login().filter(SessionAuthentication::needsPassword).isPresent();
    }

    private static Optional<UserSession> session() {
        return login().map(SessionAuthentication::session);
    }

    /** No redirect: a request that is unknown, used up or another browser's names no place that can be trusted. */
    private ModelAndView unusable(Optional<UserSession> session) {
        refused.record(session, "invalid_request_uri", "request_uri_unusable");
        ModelAndView page = new ModelAndView("unusable");
        page.setStatus(HttpStatus.BAD_REQUEST);
        return page;
    }
}
