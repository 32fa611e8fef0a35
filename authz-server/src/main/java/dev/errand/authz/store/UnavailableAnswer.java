package dev.errand.authz.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** 503 and {@code Retry-After}: a page for a browser, a problem (RFC 9457) for everybody else. */
final class UnavailableAnswer {

    private static final String POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final Pattern TEXT = Pattern.compile("#\\{([a-z.]+)}");

    private final byte[] page;
    private final byte[] problem;

    /** The page is drawn once and by itself: what draws other pages may be what is not available. */
    UnavailableAnswer(JsonMapper json, MessageSource texts) {
        this.problem = json.writeValueAsBytes(problem());
        try {
            String page = new ClassPathResource("unavailable.html").getContentAsString(StandardCharsets.UTF_8);
            this.page = TEXT.matcher(page).replaceAll(text -> Matcher
                    .quoteReplacement(HtmlUtils.htmlEscape(texts.getMessage(text.group(1), null, Locale.ENGLISH))))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Map<String, Object> problem() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", "The server cannot decide now; nothing was changed");
        problem.put("status", HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        problem.put("reason", "store_unavailable");
        return problem;
    }

    /** Writes the answer; the response must not be committed. */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepted = request.getHeader("Accept");
        boolean browser = accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "1");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(browser ? "text/html;charset=UTF-8" : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(browser ? page : problem);
    }
}
