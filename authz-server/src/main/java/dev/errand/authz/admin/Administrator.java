package dev.errand.authz.admin;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.user.Role;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Change;

/**
 * Who administers: a user in a browser or an administrative client.
 *
 * @param name the user's subject, or the {@code client_id}
 * @param roles what it may do, as registered now
 */
public record Administrator(String name, Set<Role> roles) {

    public Administrator {
        roles = Set.copyOf(roles);
    }

    /**
     * A change of the registry that it makes.
     *
     * @param why the reason, kept with the change: plain text of at most 200 characters
     */
    public Parsed<Change> change(@Nullable String why) {
        try {
            return new Parsed.Value<>(new Change(name, why == null ? "" : why));
        } catch (InvalidValue ex) {
            return new Parsed.Malformed<>(ex.member(), ex.problem());
        }
    }
}
