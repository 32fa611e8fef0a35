package dev.errand.authz.admin.user;

import java.util.Optional;

import dev.errand.authz.user.UserAccount;

/**
 * An account as a request has it. Never printed.
 *
 * @param account the account
 * @param password its first password; only when it is made
 */
record NewUser(UserAccount account, Optional<String> password) {

    @Override
    public String toString() {
        return "NewUser[" + account.subject() + "]";
    }
}
