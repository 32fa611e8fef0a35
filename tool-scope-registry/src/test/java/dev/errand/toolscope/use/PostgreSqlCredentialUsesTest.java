package dev.errand.toolscope.use;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.transaction.support.TransactionTemplate;

class PostgreSqlCredentialUsesTest extends CredentialUsesContract {

    private static ToolDatabase database;

    private final CredentialUses uses = new JdbcCredentialUses(database.dataSource(), this::now);

    @BeforeAll
    static void start() {
        database = ToolDatabase.postgreSql();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Override
    CredentialUses uses() {
        return uses;
    }

    @Override
    TransactionTemplate transactions() {
        return database.transactions();
    }
}
