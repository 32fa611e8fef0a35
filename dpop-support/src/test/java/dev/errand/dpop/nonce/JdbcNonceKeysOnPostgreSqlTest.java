package dev.errand.dpop.nonce;

import java.util.List;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcNonceKeysOnPostgreSqlTest extends JdbcNonceKeysContract {

    @Override
    List<DataSource> nodes() {
        return Databases.postgreSql();
    }
}
