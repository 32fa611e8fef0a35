package dev.errand.authz.endpoint;

import jakarta.servlet.http.HttpServletRequest;

/** The id under which ledger rows of one HTTP request are found together; the server's own, never the caller's. */
public final class RequestId {

    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** Gives the request its id. */
    public static void set(HttpServletRequest request, String id) {
        request.setAttribute(ATTRIBUTE, id);
    }

    /** The request's id; a request that came past the endpoint filter is a wiring error. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        throw new IllegalStateException("no request id: the endpoint filter is not in this chain");
    }
}
