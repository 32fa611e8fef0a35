package dev.errand.dpop.autoconfigure;

import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.dpop.Databases;

import static org.assertj.core.api.Assertions.assertThat;

class DPoPMigrationsTest {

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void liveBesideTheHostsOwnTablesAndRunOnce(DataSource dataSource) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Stream.of("dpop_first_use", "dpop_nonce_key", "\"errand_dpop_history\"", "hosts_own")
                .forEach(table -> jdbc.sql("DROP TABLE IF EXISTS " + table).update());
        jdbc.sql("CREATE TABLE hosts_own (id integer)").update();

        DPoPMigrations.migrate(dataSource);
        DPoPMigrations.migrate(dataSource);

        assertThat(jdbc.sql("SELECT COUNT(*) FROM dpop_first_use").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("""
                SELECT "version"
                  FROM "errand_dpop_history"
                 WHERE "version" IS NOT NULL
                 ORDER BY "installed_rank"
                """).query(String.class).list()).containsExactly("0", "1");
    }

    static Stream<DataSource> databases() {
        return Stream.of(Databases.h2().getFirst(), Databases.postgreSql().getFirst());
    }
}
