package dev.errand.authz.endpoint;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.errand.authz.secret.Secrets;
import dev.errand.dpop.firstuse.FirstUseUnavailable;
import dev.errand.dpop.nonce.DPoPNonces;

/**
 * Stands before every OAuth endpoint: gives the request its id and the answer a nonce (RFC 9449 §8.2), and turns an
 * unavailable store into 503: nothing was issued, the caller may come again.
 */
public final class EndpointFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointFilter.class);

    private final DPoPNonces nonces;
    private final Secrets secrets;
    private final EndpointErrorHandler errors;

    public EndpointFilter(DPoPNonces nonces, Secrets secrets, EndpointErrorHandler errors) {
        this.nonces = nonces;
        this.secrets = secrets;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = secrets.nextShort();
        RequestId.set(request, requestId);
        response.setHeader("DPoP-Nonce", nonces.issue());
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException | TransactionException | FirstUseUnavailable ex) {
            LOG.warn("Request {} was not decided: the store is unavailable", requestId, ex);
            unavailable(response, "store_unavailable");
        } catch (RuntimeException ex) {
            // A step that fails has decided nothing and committed nothing, whatever its fault is.
            LOG.error("Request {} was not decided", requestId, ex);
            unavailable(response, "decision_unavailable");
        }
    }

    private void unavailable(HttpServletResponse response, String reason) throws IOException {
        errors.write(response, new EndpointError("temporarily_unavailable", 503, reason, null));
    }
}
