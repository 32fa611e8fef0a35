package dev.errand.authz.admin;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses every request that carries a token, a run token before all, whatever cookie comes with it: authority handed
 * to an agent never administers. Made by {@link AdminSecurity} for its chain alone, so no bean.
 */
final class NoTokenFilter extends OncePerRequestFilter {

    private final ProblemWriter problems;

    NoTokenFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader("Authorization") != null || request.getHeader("DPoP") != null) {
            problems.write(response, Problem.tokenNotAccepted());
            return;
        }
        chain.doFilter(request, response);
    }
}
