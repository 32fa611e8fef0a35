package dev.errand.authz.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;

import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** A browser without JavaScript: keeps cookies, and sends the hidden field of the form it was shown. */
public final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final MockMvc mvc;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();

    public Browser(MockMvc mvc) {
        this.mvc = mvc;
    }

    /** Sends the request with this browser's cookies, and keeps those of the answer. */
    public MvcResult send(MockHttpServletRequestBuilder request) throws Exception {
        if (!cookies.isEmpty()) {
            request.cookie(cookies.values().toArray(Cookie[]::new));
        }
        MvcResult result = mvc.perform(request).andReturn();
        for (Cookie cookie : result.getResponse().getCookies()) {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie);
            }
        }
        return result;
    }

    /** The CSRF token that the login page shows to this browser. */
    public String csrf() throws Exception {
        String page = send(get("/login")).getResponse().getContentAsString();
        Matcher field = CSRF.matcher(page);
        if (!field.find()) {
            throw new AssertionError("the login form has no CSRF token");
        }
        return field.group(1);
    }

    public MvcResult logIn(String username, String password) throws Exception {
        return send(post("/login").param("username", username).param("password", password).param("_csrf", csrf()));
    }

    public Cookie cookie(String name) {
        return cookies.get(name);
    }

    public void putCookie(Cookie cookie) {
        cookies.put(cookie.getName(), cookie);
    }
}
