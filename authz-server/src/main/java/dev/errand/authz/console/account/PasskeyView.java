package dev.errand.authz.console.account;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Moment;
import dev.errand.authz.session.passkey.Passkey;

/**
 * A passkey as a row of the page.
 *
 * @param id how it is named in paths
 * @param label what the user calls it
 * @param created when it was registered
 * @param lastUsed when it was last used, if it ever was
 */
record PasskeyView(String id, String label, Moment created, @Nullable Moment lastUsed) {

    static PasskeyView of(Passkey passkey) {
        return new PasskeyView(passkey.id(), passkey.label(), Moment.of(passkey.createdAt()),
                passkey.lastUsedAt().map(Moment::of).orElse(null));
    }
}
