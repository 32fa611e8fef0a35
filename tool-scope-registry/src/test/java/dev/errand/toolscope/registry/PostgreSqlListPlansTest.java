package dev.errand.toolscope.registry;

import dev.errand.toolscope.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlListPlansTest extends ListPlansContract {

    PostgreSqlListPlansTest() {
        super(TestDatabase.POSTGRESQL);
    }

    @Override
    void followsAnIndex(String plan) {
        assertThat(plan).containsPattern("Limit [^\n]*\n( *-> +Nested Loop [^\n]*\n)? *-> +Index (Only )?Scan using")
                .doesNotContain("Seq Scan");
    }
}
