package dev.errand.dpop.firstuse;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcFirstUseOnH2Test extends JdbcFirstUseContract {

    @Override
    DataSource dataSource() {
        return Databases.h2();
    }
}
