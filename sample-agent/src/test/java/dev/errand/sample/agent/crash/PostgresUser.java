package dev.errand.sample.agent.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The user as whom PostgreSQL runs, and its files: this test's own, unless that is root. */
final class PostgresUser {

    private static final String UNPRIVILEGED = "postgres";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private PostgresUser() {}

    /** What comes before a command that is to run as this user; it replaces itself by the command. */
    static List<String> prefix() {
        return ROOT
                ? List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--init-groups", "--")
                : List.of();
    }

    /** Makes a temporary directory. */
    static Path directory() {
        try {
            return owned(Files.createTempDirectory("errand-postgres-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a new file that nobody else may read. */
    static Path write(Path file, String content) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return owned(Files.writeString(file, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a directory and what is in it. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path owned(Path path) throws IOException {
        return ROOT
                ? Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED))
                : path;
    }

}
