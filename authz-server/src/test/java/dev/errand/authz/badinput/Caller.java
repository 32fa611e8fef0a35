package dev.errand.authz.badinput;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Somebody who sends good requests.
 *
 * @param identified whether the server learns from a good request who sends it
 * @param at the endpoints that this caller has business with
 * @param good a good request; every call makes a new one, because proofs and assertions are good once
 */
record Caller(String name, boolean identified, Predicate<Endpoint> at, Function<Endpoint, WireRequest> good) {

    /** Nobody: a request of the right method and type, with nothing that says who sends it. */
    static Caller anonymous() {
        return new Caller("anonymous", false, _ -> true, endpoint -> {
            WireRequest request = WireRequest.of(endpoint.method(), endpoint.target());
            if (!endpoint.changes()) {
                return request;
            }
            return endpoint.path().startsWith("/ledger") ? request.json("[]") : request.form("a=1");
        });
    }
}
