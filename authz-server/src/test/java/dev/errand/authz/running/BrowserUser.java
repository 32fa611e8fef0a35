package dev.errand.authz.running;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.web.util.UriComponentsBuilder;

/** A person in front of a browser: cookies, the login form, the consent form. */
public final class BrowserUser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** What is kept beside the cookies, from the page looked at last. */
    private static final Set<String> NO_COOKIES = Set.of("_csrf", "_ends_at");

    private static final Pattern END = Pattern.compile("name=\"ends_at\" value=\"([^\"]+)\"");

    /** The consent form's fields with everything on the page allowed as it is. */
    public static final Map<String, String> APPROVAL = Map.of("decision", "approve", "scope.0", "on", "scope.1", "on");

    private final RunningServer server;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public BrowserUser(RunningServer server) {
        this.server = server;
    }

    /** The same browser with its cookies, at this node; what it gets from now on is its own. */
    public BrowserUser at(RunningServer node) {
        BrowserUser same = new BrowserUser(node);
        same.cookies.putAll(cookies);
        return same;
    }

    /** A person who is logged in as alice. */
    public static BrowserUser alice(RunningServer server) {
        BrowserUser user = new BrowserUser(server);
        user.logIn("alice", "correct horse");
        return user;
    }

    public Reply logIn(String username, String password) {
        get("/login");
        return post("/login", Map.of("username", username, "password", password));
    }

    public Reply logOut() {
        get("/login");
        return post("/logout", Map.of());
    }

    public Reply get(String pathAndQuery) {
        Reply reply = server.get(pathAndQuery, headers());
        remember(reply);
        return reply;
    }

    /** Posts a form of the page looked at last, with its CSRF token. */
    public Reply post(String path, Map<String, String> fields) {
        List<Map.Entry<String, String>> form = new ArrayList<>(fields.entrySet());
        if (cookies.containsKey("_csrf")) {
            form.add(Map.entry("_csrf", cookies.get("_csrf")));
        }
        Reply reply = server.post(path, form, List.copyOf(headers().entrySet()));
        remember(reply);
        return reply;
    }

    public Reply open(String requestUri) {
        return open(requestUri, "support-agent");
    }

    public Reply open(String requestUri, String clientId) {
        return get(UriComponentsBuilder.fromPath("/oauth2/authorize").queryParam("client_id", "{c}")
                .queryParam("request_uri", "{u}").encode().buildAndExpand(clientId, requestUri).toUriString());
    }

    /** Opens the request, keeps everything on the page as it is and allows it. */
    public Reply approve(String requestUri) {
        return approve(requestUri, "support-agent");
    }

    public Reply approve(String requestUri, String clientId) {
        Map<String, String> form = new LinkedHashMap<>(APPROVAL);
        form.put("client_id", clientId);
        return decide(requestUri, form);
    }

    public Reply decide(String requestUri, Map<String, String> fields) {
        Reply page = open(requestUri, fields.getOrDefault("client_id", "support-agent"));
        if (page.status() != 200) {
            throw new AssertionError("no consent page: " + page.status() + " " + page.location());
        }
        return answer(requestUri, fields);
    }

    /** Sends the form of the page looked at last. */
    public Reply answer(String requestUri, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.putIfAbsent("client_id", "support-agent");
        form.putIfAbsent("request_uri", requestUri);
        form.putIfAbsent("ends_at", endShown());
        return post("/oauth2/authorize", form);
    }

    /** The value of a cookie of this browser. */
    public String cookie(String name) {
        return String.valueOf(cookies.get(name));
    }

    /** A cookie that somebody else put into this browser. */
    public BrowserUser planted(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** The end of the run as the page looked at last names it. */
    public String endShown() {
        return String.valueOf(cookies.get("_ends_at"));
    }

    public static String parameter(Reply redirect, String name) {
        return URLDecoder.decode(String.valueOf(UriComponentsBuilder.fromUri(URI.create(redirect.location())).build()
                .getQueryParams().getFirst(name)), StandardCharsets.UTF_8);
    }

    /** The CSRF token of the page looked at last. */
    public String csrf() {
        return String.valueOf(cookies.get("_csrf"));
    }

    /** The headers of this browser's requests. */
    public Map<String, String> headers() {
        String cookie = cookies.entrySet().stream().filter(one -> !NO_COOKIES.contains(one.getKey()))
                .map(one -> one.getKey() + "=" + one.getValue()).collect(Collectors.joining("; "));
        return cookie.isEmpty() ? Map.of() : Map.of("Cookie", cookie);
    }

    private void remember(Reply reply) {
        reply.cookies().forEach(line -> {
            String[] pair = line.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        });
        Matcher end = END.matcher(reply.body());
        if (end.find()) {
            cookies.put("_ends_at", end.group(1));
        }
        Matcher csrf = CSRF.matcher(reply.body());
        if (csrf.find()) {
            cookies.put("_csrf", csrf.group(1));
        }
    }
}
