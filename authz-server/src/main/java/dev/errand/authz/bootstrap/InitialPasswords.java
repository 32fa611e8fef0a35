package dev.errand.authz.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.errand.authz.secret.Secrets;

/**
 * Gives a first password to users that the set-up file names without one. It goes into a file that only the owner of
 * the process can read, never into the log.
 */
@Component
final class InitialPasswords {

    private static final Logger LOG = LoggerFactory.getLogger(InitialPasswords.class);

    private final Secrets secrets;
    private final Path file;

    InitialPasswords(Secrets secrets, DataDirectory data) {
        this.secrets = secrets;
        this.file = data.path().resolve("initial-passwords");
    }

    String next() {
        return secrets.nextShort();
    }

    /** Hands the password over to whoever runs the server; only once the account has it. */
    void write(String username, String password) {
        try {
            create();
            Files.writeString(file, username + " " + password + System.lineSeparator(), StandardOpenOption.APPEND);
        } catch (IOException ex) {
            throw new UncheckedIOException("The first password of a user cannot be written to " + file, ex);
        }
        LOG.info("The first password of user {} is in {}", username, file);
    }

    private void create() throws IOException {
        if (!Files.exists(file)) {
            OwnerOnly.create(file);
        }
    }
}
