package dev.errand.dpop.nonce;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcNonceKeysOnPostgreSqlTest extends JdbcNonceKeysContract {

    @Override
    DataSource dataSource() {
        return Databases.postgreSql();
    }
}
