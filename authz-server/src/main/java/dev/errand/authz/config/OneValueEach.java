package dev.errand.authz.config;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.admin.ProblemWriter;

/**
 * Refuses a parameter that comes twice, of which one reader would take the first value and another the last (RFC 6749
 * §3.1). The OAuth endpoints, which are filters, introspection and the back-channel logout say so in their own form;
 * reports have no parameters. The administration
 * API names the parameter.
 */
@Configuration(proxyBeanMethods = false)
class OneValueEach implements WebMvcConfigurer, HandlerInterceptor {

    /** What may be repeated in an answer. */
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");

    private final ProblemWriter problems;

    OneValueEach(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/ledger/**", "/oauth2/introspect",
                "/login/upstream/*/backchannel-logout");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // Of a request that went wrong already, because its parameters cannot be read, they are not read again.
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return true;
        }
        Optional<String> repeated = request.getParameterMap().entrySet().stream()
                .filter(parameter -> parameter.getValue().length > 1).map(Map.Entry::getKey).findFirst();
        if (repeated.isEmpty()) {
            return true;
        }
        if (request.getRequestURI().startsWith(AdminRoutes.BASE + "/")) {
            problems.write(response, Problem.badParameter(repeated.filter(name -> NAME.matcher(name).matches()).orElse("query"),
                    "comes more than once"));
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
        return false;
    }
}
