package dev.errand.authz.session;

/**
 * A session just opened, with the one copy of its secret.
 *
 * @param session the session
 * @param handle the cookie's value: 256 random bits, base64url
 */
public record NewSession(UserSession session, String handle) {

    @Override
    public String toString() {
        return "NewSession[session=" + session + "]";
    }
}
