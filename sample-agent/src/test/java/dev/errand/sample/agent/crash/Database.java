package dev.errand.sample.agent.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The database under the server, and how to look into it while the server is down. */
public sealed interface Database extends AutoCloseable permits H2File, Postgres {

    /** A word for people. */
    String name();

    /** The server's properties that name it. */
    Map<String, String> properties();

    /** Kills the processes that it has besides the server's; false if it has none. */
    boolean kill();

    /** Starts what {@link #kill()} killed, if it did: the database recovers by itself. */
    void recover();

    /** Its content as the server's crash left it. Looking changes nothing that the server will find. */
    Connection afterCrash() throws SQLException;

    @Override
    void close();

}
