package dev.errand.authz.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

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
    private static final String EXPORT = "/admin/api/v1/ledger/export";
    private static final Set<String> KILL_SWITCH = Set.of("/admin/api/v1/kill-switch", "/console/kill-switch");
    private static final Set<String> REPORTS = Set.of("/admin/api/v1/usage", "/console/usage");

    private final Duration patience;
    private final UnavailableAnswer answer;

    UnavailableFilter(Duration patience, UnavailableAnswer answer) {
        this.patience = patience;
        this.answer = answer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        time(request).begin();
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

    private StoreTime time(HttpServletRequest request) {
        // One after the other: an export is many answers, and the kill switch many transactions.
        if (request.getRequestURI().equals(EXPORT) || KILL_SWITCH.contains(request.getRequestURI())) {
            return StoreTime.forEach(patience, System::nanoTime);
        }
        return new StoreTime(isLong(request) ? LONG : patience, System::nanoTime);
    }

    /** Registering a document is thousands of statements, and a report adds up what other requests read fifty rows of. */
    private static boolean isLong(HttpServletRequest request) {
        return (request.getMethod().equals("PUT") && request.getRequestURI().equals(REGISTRY))
                || REPORTS.contains(request.getRequestURI());
    }

    /**
     * An answer that is under way cannot become another: the container cuts the connection when it hears of the exception,
     * so that nobody takes the part for the whole.
     */
    private <X extends Exception> void unavailable(HttpServletRequest request, HttpServletResponse response, X ex)
            throws X, IOException {
        LOG.warn("The store is unavailable", ex);
        if (response.isCommitted()) {
            throw ex;
        }
        response.reset();
        answer.write(request, response);
    }

    /** The container's error page is a request too, and its session is read from the same store. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
