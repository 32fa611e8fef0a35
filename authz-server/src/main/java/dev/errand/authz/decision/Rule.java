package dev.errand.authz.decision;

import java.util.Optional;

/** One rule about credentials. Rules are judged in order; the first denial stands. */
interface Rule {

    /** The denial, or nothing if the rule has no objection. */
    Optional<Decision.Deny> judge(CredentialFacts facts);
}
