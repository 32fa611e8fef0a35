package dev.errand.sample.agent.browser;

/**
 * An account of the server's built-in login.
 *
 * @param username what is typed at the login page
 * @param password likewise
 */
public record Account(String username, String password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Account[" + username + "]";
    }

}
