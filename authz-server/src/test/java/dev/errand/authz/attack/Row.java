package dev.errand.authz.attack;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.running.OAuthRequest;

/**
 * One attack: how it differs from a good request, and the answer that it must get.
 *
 * @param attack the row of the table of attacks, with a plus for a case next to it, and what is done
 * @param refusal status, error code and reason
 * @param trace what the ledger keeps of it
 * @param parameter the parameter that the answer must name; null where that is left to it
 */
record Row(String attack, UnaryOperator<OAuthRequest> change, String refusal, Trace trace, @Nullable String parameter) {

    /** What the ledger keeps of a refusal. */
    enum Trace {
        /** A row of its own, because somebody stands behind the request: the client, and the run if there is one. */
        ROW,
        /** A row that names the client alone: its assertion said who asks, and nothing yet of which run. */
        ROW_OF_CLIENT,
        /** One more in the count of such refusals, because anybody could have sent it. */
        COUNT,
        /** Nothing: asking for a nonce is how every conversation begins. */
        NOTHING
    }

    /** A proof or a client that is refused identifies nobody; whatever comes after it does. */
    static Row of(String attack, UnaryOperator<OAuthRequest> change, String refusal) {
        if (refusal.contains("use_dpop_nonce")) {
            return new Row(attack, change, refusal, Trace.NOTHING, null);
        }
        boolean nobody = refusal.contains("invalid_dpop_proof") || refusal.contains("invalid_client");
        return new Row(attack, change, refusal, nobody ? Trace.COUNT : Trace.ROW, null);
    }

    /** The same attack where nobody can be told from the request. */
    Row byNobody() {
        return new Row(attack, change, refusal, Trace.COUNT, parameter);
    }

    /** The same attack by a client that names no run. */
    Row byClient() {
        return new Row(attack, change, refusal, Trace.ROW_OF_CLIENT, parameter);
    }

    /** The same attack with an answer that names this parameter. */
    Row naming(String name) {
        return new Row(attack, change, refusal, trace, name);
    }

    boolean leavesRow() {
        return trace == Trace.ROW || trace == Trace.ROW_OF_CLIENT;
    }

    @Override
    public String toString() {
        return attack;
    }
}
