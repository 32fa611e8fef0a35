package dev.errand.toolscope.report;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import dev.errand.toolscope.use.ToolDatabase;

class PostgreSqlCallOutboxTest extends CallOutboxContract {

    private static ToolDatabase database;

    @BeforeAll
    static void open() {
        database = ToolDatabase.postgreSql();
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    @Override
    ToolDatabase database() {
        return database;
    }
}
