package dev.errand.authz.user.login;

import java.util.Optional;

/**
 * A username and a password, as somebody typed them, and where from. Never printed.
 *
 * @param address the source address, as the container knows it
 * @param device the value of the browser's cookie of a known device, if it sent one
 */
public record LoginAttempt(String username, String password, String address, Optional<String> device) {

    @Override
    public String toString() {
        return "LoginAttempt";
    }
}
