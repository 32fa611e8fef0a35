package dev.errand.authz.session.upstream;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

import dev.errand.authz.session.BrowserLogin;
import dev.errand.dpop.firstuse.FirstUseUnavailable;

/** Login at another provider: the way there, which the login page links to, and the way back. */
@Controller
final class UpstreamLoginController {

    private final UpstreamProviders providers;
    private final UpstreamHttp http;
    private final Discovery discovery;
    private final LoginStates states;
    private final UpstreamLogin upstream;
    private final BrowserLogin login;

    UpstreamLoginController(UpstreamProviders providers, UpstreamHttp http, Discovery discovery, LoginStates states,
            UpstreamLogin upstream, BrowserLogin login) {
        this.providers = providers;
        this.http = http;
        this.discovery = discovery;
        this.states = states;
        this.upstream = upstream;
        this.login = login;
    }

    @GetMapping(UpstreamProviders.PATH + "{registration}")
    @Nullable
    ModelAndView begin(@PathVariable("registration") String registration, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Optional<UpstreamProvider> provider = providers.find(registration);
        if (provider.isEmpty()) {
            return unknown(response);
        }
        if (login.replacesSession(request) && isLedHere(request)) {
            return new ModelAndView(login.toTheForm());
        }
        try {
            Discovered discovered = http.within(() -> discovery.of(provider.get()));
            LoginState state = states.begin(provider.get(), response);
            RedirectView there = new RedirectView(
                    AuthorizationRequests.of(discovered.registration(), state).getAuthorizationRequestUri());
            there.setExpandUriTemplateVariables(false);
            there.setExposeModelAttributes(false);
            return new ModelAndView(there);
        } catch (UpstreamUnavailable ex) {
            return unavailable(response);
        }
    }

    @GetMapping(UpstreamProviders.PATH + "{registration}/callback")
    @Nullable
    ModelAndView end(@PathVariable("registration") String registration, @RequestParam Map<String, String> parameters,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<UpstreamProvider> provider = providers.find(registration);
        if (provider.isEmpty()) {
            return unknown(response);
        }
        // A response that this browser did not ask for leaves the login alone that may be under way in it.
        Optional<LoginState> state = states.of(provider.get(), request)
                .filter(one -> one.isState(parameters.getOrDefault("state", "")));
        if (state.isEmpty()) {
            return refused("upstream_state_unknown");
        }
        states.forget(response);
        try {
            return switch (upstream.prove(provider.get(), parameters, state.get())) {
                case UpstreamProof.Proved proved -> open(provider.get(), proved, request, response);
                case UpstreamProof.Refused(String reason) -> refused(reason);
                case UpstreamProof.Unavailable _ -> unavailable(response);
            };
        } catch (FirstUseUnavailable ex) {
            return unavailable(response);
        }
    }

    /**
     * Whether another site's page led the browser here. A provider at which the user is logged in asks nothing, so that
     * any link would end the session that this browser has, and its runs.
     */
    private static boolean isLedHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private ModelAndView open(UpstreamProvider provider, UpstreamProof.Proved proved, HttpServletRequest request,
            HttpServletResponse response) {
        return login.open(request, response, () -> upstream.open(provider, proved)).map(ModelAndView::new)
                .orElseGet(() -> refused("upstream_account_unknown"));
    }

    private ModelAndView refused(String reason) {
        return new ModelAndView(login.refuseUpstream(reason));
    }

    private ModelAndView unavailable(HttpServletResponse response) {
        response.setHeader("Retry-After", "1");
        return new ModelAndView("login", Map.of("upstreamUnavailable", true, "links", providers.all()),
                HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static @Nullable ModelAndView unknown(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return null;
    }
}
