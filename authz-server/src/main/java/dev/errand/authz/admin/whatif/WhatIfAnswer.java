package dev.errand.authz.admin.whatif;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What would be issued or refused, and why. */
public sealed interface WhatIfAnswer {

    /**
     * There is nobody to ask for.
     *
     * @param member what names nobody: {@code run_id}, {@code agent} or {@code user}
     */
    record Nobody(String member) implements WhatIfAnswer {}

    /**
     * The token endpoint's answer, and what it would rest on.
     *
     * @param agent the agent
     * @param user the user
     * @param refusal the answer, if it is a refusal
     * @param lent what the user lends; empty if nothing could be judged
     * @param rules each rule, in the order in which they are judged; none if nothing could be judged
     * @param token what would be issued, if nothing is refused
     */
    record Judged(String agent, String user, Optional<Refusal> refusal, Optional<Lent> lent, List<Rule> rules,
            Optional<Token> token) implements WhatIfAnswer {

        public Judged {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A refusal, in the members of the token endpoint's error (RFC 6749 §5.2).
     *
     * @param requests the separate requests to make instead
     * @param scopeForm the address of the form of the scope that is missing or too narrow
     */
    record Refusal(String error, String description, String reason, @Nullable String parameter,
            List<Map<String, Object>> requests, @Nullable String scopeForm) {}

    /**
     * What the user lends.
     *
     * @param session the session
     * @param budget what is left
     * @param deadline when the run ends
     * @param sessionEnd when the session ends as things stand
     */
    record Lent(String session, Budget budget, Instant deadline, Instant sessionEnd) {}

    /**
     * What may be drawn, or would be.
     *
     * @param calls how many calls
     * @param totals how much of each parameter, as {@code {"max": "50.00", "currency": "USD"}}
     */
    record Budget(int calls, Map<String, Map<String, Object>> totals) {}

    /**
     * One rule about the request, or about one of its scopes.
     *
     * @param rule its stable word
     * @param scope the scope, if it is about one
     * @param verdict {@code passes}, {@code denies} or {@code not_reached}
     * @param saw what it looked at
     */
    record Rule(String rule, @Nullable String scope, String verdict, List<Saw> saw) {}

    /**
     * One thing that a rule looked at.
     *
     * @param what a stable word for it
     * @param value how it stands; null where there is nothing of the kind
     */
    record Saw(String what, @Nullable String value) {}

    /**
     * What would be issued, unsigned.
     *
     * @param header of the token
     * @param claims of the token; what only an issued one has is a placeholder in parentheses
     * @param lifetime in seconds
     * @param uses how often it would be good
     * @param debit what it would take out of the budget
     * @param left what would be left then
     */
    record Token(Map<String, Object> header, Map<String, Object> claims, long lifetime, int uses, Budget debit,
            Budget left) {}
}
