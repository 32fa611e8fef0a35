package dev.errand.sample.agent.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** H2 in a file, with the settings of the server's own default but for the time that a lock may take. It lives and dies inside the server's process. */
final class H2File implements Database {

    private static final String SETTINGS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
            + ";OPTIMIZE_REUSE_RESULTS=FALSE;LOCK_TIMEOUT=30000";

    private final Path file;
    private final Path copy;

    H2File(Path directory) {
        this.file = directory.resolve("errand");
        this.copy = directory.resolve("copy");
    }

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("spring.datasource.url", url(file), "spring.datasource.username", "sa");
    }

    @Override
    public boolean kill() {
        return false;
    }

    @Override
    public void recover() {
        // The server's next start does it.
    }

    /** A copy is looked into: opening the file itself would repair it before the server has to. */
    @Override
    public Connection afterCrash() throws SQLException {
        try {
            Files.copy(stored(file), stored(copy), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DriverManager.getConnection(url(copy) + ";IFEXISTS=TRUE", "sa", "");
    }

    @Override
    public void close() {
        // Its directory is the server's.
    }

    private static Path stored(Path database) {
        return database.resolveSibling(database.getFileName() + ".mv.db");
    }

    private static String url(Path database) {
        return "jdbc:h2:file:" + database + SETTINGS;
    }

}
