package dev.errand.authz.attack;

import java.util.function.UnaryOperator;

import dev.errand.authz.running.OAuthRequest;

/**
 * One attack: how it differs from a good request, and the answer that it must get.
 *
 * @param refusal status, error code and reason
 */
record Row(String attack, UnaryOperator<OAuthRequest> change, String refusal) {

    static Row of(String attack, UnaryOperator<OAuthRequest> change, String refusal) {
        return new Row(attack, change, refusal);
    }

    @Override
    public String toString() {
        return attack;
    }
}
