package dev.errand.toolscope.registry;

import java.util.List;

import javax.sql.DataSource;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Fills the columns that lists are read by with what was registered before there were any. */
final class ListedByColumns implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("4");
    }

    @Override
    public String getDescription() {
        return "listed by columns";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        DataSource connection = new SingleConnectionDataSource(context.getConnection(), true);
        JdbcClient jdbc = JdbcClient.create(connection);
        JdbcListing listing = new JdbcListing(jdbc);
        jdbc.sql("SELECT kind, name FROM registry_entry").query((row, number) -> new EntryName(
                EntryKind.parse(row.getString("kind")).orElseThrow(), row.getString("name"))).list().forEach(listing::list);
        List<String> tools = jdbc.sql("SELECT resource FROM registered_tool").query(String.class).list();
        for (String tool : tools) {
            jdbc.sql("""
                    UPDATE registered_tool
                       SET sort_key = :sorted
                     WHERE resource = :resource
                    """).param("sorted", JdbcListing.key(tool)).param("resource", tool).update();
        }
    }
}
