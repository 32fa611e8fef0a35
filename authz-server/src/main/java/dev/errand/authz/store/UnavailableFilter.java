package dev.errand.authz.store;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: bounds what the request may wait for the store, and where the store is unavailable and no
 * endpoint has said so in its own form, the answer is 503, come again, and nothing else.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnavailableFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(UnavailableFilter.class);

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String REGISTRY = "/admin/api/v1/registry";

    private final Duration patience;
    private final UnavailableAnswer answer;

    UnavailableFilter(Duration patience, UnavailableAnswer answer) {
        this.patience = patience;
        this.answer = answer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        new StoreTime(isLong(request) ? LONG : patience, System::nanoTime).begin();
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException | TransactionException ex) {
            unavailable(request, response, ex);
        } catch (ServletException ex) {
            if (!(ex.getCause() instanceof DataAccessException) && !(ex.getCause() instanceof TransactionException)) {
                throw ex;
            }
            unavailable(request, response, ex);
        } finally {
            StoreTime.end();
        }
    }

    /** Registering a document is thousands of statements where other requests have a handful. */
    private static boolean isLong(HttpServletRequest request) {
        return request.getMethod().equals("PUT") && request.getRequestURI().equals(REGISTRY);
    }

    private void unavailable(HttpServletRequest request, HttpServletResponse response, Exception ex)
            throws IOException {
        LOG.warn("The store is unavailable", ex);
        if (!response.isCommitted()) {
            response.reset();
            answer.write(request, response);
        }
    }

    /** The container's error page is a request too, and its session is read from the same store. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
