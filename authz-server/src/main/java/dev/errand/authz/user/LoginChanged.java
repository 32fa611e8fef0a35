package dev.errand.authz.user;

import java.util.Optional;

/**
 * Published inside the transaction that gives an account another password or other roles: whoever is logged in has to
 * do so again. It comes before the account's row is written and again after that, like {@link UserDisabled}.
 *
 * @param subject the user
 * @param keptSid the session in which the user chose the password, which goes on; empty if none does
 */
public record LoginChanged(String subject, Optional<String> keptSid) {

    public LoginChanged(String subject) {
        this(subject, Optional.empty());
    }
}
