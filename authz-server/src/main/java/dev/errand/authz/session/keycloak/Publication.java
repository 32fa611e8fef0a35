package dev.errand.authz.session.keycloak;

import java.util.List;

/** What became of the registry's scopes in a realm. */
public sealed interface Publication {

    /**
     * They are there as they are here.
     *
     * @param created how many are new
     * @param changed how many were published before and were different
     * @param removed how many were published before and are in force no more
     * @param unchanged how many were there already
     * @param foreign names that belong to client scopes which this server did not publish: they are left alone
     */
    record Published(int created, int changed, int removed, int unchanged, List<String> foreign) implements Publication {}

    /** No realm of this name can be administered from here. */
    record Unknown() implements Publication {}

    /** The realm does not answer; what was published by then is published, and asking again goes on from there. */
    record Unavailable() implements Publication {}
}
