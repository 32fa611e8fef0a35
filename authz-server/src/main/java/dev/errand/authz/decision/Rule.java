package dev.errand.authz.decision;

import java.util.stream.Stream;

/** A rule about credentials: what it checks of these facts, in order. Of all checks the first denial stands. */
interface Rule {

    /** Its stable word. */
    String word();

    Stream<Check> checks(CredentialFacts facts);
}
