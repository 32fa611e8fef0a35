package dev.errand.authz.session.upstream;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;

/**
 * A login at a provider, begun by the login page's link.
 *
 * @param browser the browser that it is under way in
 * @param id what the provider is called
 * @param request the parameters that the browser was sent to the provider with
 */
record Journey(BrowserUser browser, String id, Map<String, String> request) {

    static final String REFUSED = "302 /login?upstream";

    static Journey begin(BrowserUser browser, String id) {
        Reply reply = browser.get("/login/upstream/" + id);
        if (reply.status() / 100 != 3) {
            throw new AssertionError("no way there: " + reply.status());
        }
        Map<String, String> request = new LinkedHashMap<>();
        UriComponentsBuilder.fromUri(URI.create(reply.location())).build().getQueryParams()
                .forEach((name, values) -> request.put(name,
                        UriUtils.decode(String.valueOf(values.getFirst()), StandardCharsets.UTF_8)));
        return new Journey(browser, id, request);
    }

    String state() {
        return request.get("state");
    }

    String nonce() {
        return request.get("nonce");
    }

    /** The parameters of a good answer. */
    Map<String, String> answer(StandInProvider provider) {
        return new LinkedHashMap<>(Map.of("code", "a-code", "state", state(), "iss", provider.issuer()));
    }

    /** The browser comes back with these. */
    Reply back(Map<String, String> parameters) {
        return back(browser, id, parameters);
    }

    static Reply back(BrowserUser browser, String id, Map<String, String> parameters) {
        return browser.get("/login/upstream/" + id + "/callback?" + parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    /** The whole of it, as it should be. */
    Reply succeed(StandInProvider provider, String subject, String sid) {
        provider.issues(StandInProvider.sign("JWT", provider.idClaims(subject, sid, nonce())));
        return back(answer(provider));
    }

    /** Status and place of an answer. */
    static String seen(Reply reply) {
        return reply.status() == 303 || reply.status() == 302 ? "302 " + reply.location() : "" + reply.status();
    }
}
