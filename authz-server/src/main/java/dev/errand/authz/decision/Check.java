package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.errand.toolscope.ScopeName;

/**
 * One rule about one thing: the whole of a credential, or one of its scopes. A decision asks for denials alone, until
 * there is one; an explanation asks for both.
 *
 * @param rule the rule's stable word
 * @param scope the scope that it is about, if it is about one
 * @param denial the denial, or nothing if the rule has no objection
 * @param saw what that rests on
 */
record Check(String rule, Optional<ScopeName> scope, Supplier<Optional<Decision.Deny>> denial,
        Supplier<List<Sight>> saw) {}
