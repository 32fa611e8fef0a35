package dev.errand.authz.admin;

import java.util.Set;

import dev.errand.authz.user.Role;

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
}
