package dev.errand.cli.scopes;

/** The server did not do what it was asked to, or did not answer; the message says why. */
final class ServerRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerRefused(String message) {
        super(message);
    }
}
