package dev.errand.authz.config;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: where the store is unavailable and no endpoint has said so in its own form, the answer is 503,
 * come again, and nothing else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnavailableFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(UnavailableFilter.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException | TransactionException ex) {
            unavailable(response, ex);
        } catch (ServletException ex) {
            if (!(ex.getCause() instanceof DataAccessException) && !(ex.getCause() instanceof TransactionException)) {
                throw ex;
            }
            unavailable(response, ex);
        }
    }

    private static void unavailable(HttpServletResponse response, Exception ex) {
        LOG.warn("The store is unavailable", ex);
        if (!response.isCommitted()) {
            response.reset();
            response.setHeader("Retry-After", "1");
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
