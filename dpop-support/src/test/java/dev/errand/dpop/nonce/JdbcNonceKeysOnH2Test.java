package dev.errand.dpop.nonce;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcNonceKeysOnH2Test extends JdbcNonceKeysContract {

    @Override
    DataSource dataSource() {
        return Databases.h2();
    }
}
