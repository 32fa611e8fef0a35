package dev.errand.cli.scopes;

/** A file that the command cannot work with: exit code 2, as for a wrong option. */
public final class UnusableFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableFile(String message) {
        super(message);
    }
}
