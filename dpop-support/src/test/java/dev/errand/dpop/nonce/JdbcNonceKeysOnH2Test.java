package dev.errand.dpop.nonce;

import java.util.List;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcNonceKeysOnH2Test extends JdbcNonceKeysContract {

    @Override
    List<DataSource> nodes() {
        return Databases.h2();
    }
}
