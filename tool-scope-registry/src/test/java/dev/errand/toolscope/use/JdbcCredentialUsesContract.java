package dev.errand.toolscope.use;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import dev.errand.toolscope.testing.TestDatabase;

/** The store in a tool's database, which two nodes of the tool reach through connections of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcCredentialUsesContract extends CredentialUsesContract {

    private final TestDatabase kind;
    private List<ToolDatabase> databases;
    private List<Node> nodes;

    JdbcCredentialUsesContract(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start() {
        ToolDatabase database = ToolDatabase.of(kind);
        databases = List.of(database, database.secondNode());
        nodes = databases.stream().map(
                one -> new Node(new JdbcCredentialUses(one.dataSource(), this::now), one.transactions())).toList();
    }

    @AfterAll
    void stop() {
        databases.forEach(ToolDatabase::close);
    }

    @Override
    List<Node> nodes() {
        return nodes;
    }
}
