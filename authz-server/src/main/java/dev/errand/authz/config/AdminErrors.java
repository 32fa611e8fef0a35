package dev.errand.authz.config;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.admin.ProblemWriter;

/**
 * What the administration API answers where a request never came to any of its routes (RFC 9457): the firewall or
 * {@link RequestSyntax} refused it, or something failed. All of them end in the container's dispatch for errors, and its
 * answer is for people.
 */
final class AdminErrors implements Filter {

    private final ProblemWriter problems;

    AdminErrors(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                && concerns(uri)
                && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                && response instanceof HttpServletResponse answer) {
            problems.write(answer, problem(status));
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Whether the path is one of the administration API, as it came. */
    static boolean concerns(@Nullable String uri) {
        return uri != null && uri.startsWith(AdminRoutes.BASE + "/");
    }

    static Problem problem(int status) {
        return switch (status) {
            case 400, 414, 431 -> new Problem(status, "The request cannot be read", "request_malformed");
            case 404 -> new Problem(status, "There is no such route", "route_unknown");
            case 405 -> new Problem(status, "This route has no such method", "method_not_allowed");
            case 406 -> new Problem(status, "There is no answer in that form", "not_acceptable");
            case 413 -> new Problem(status, "The body is too large", "body_too_large");
            case 415 -> new Problem(status, "The body is of no type that can be read", "content_type");
            default -> status < 500
                    ? new Problem(status, "The request is refused", "request_refused")
                    : new Problem(status, "The server failed", "server_error");
        };
    }
}
