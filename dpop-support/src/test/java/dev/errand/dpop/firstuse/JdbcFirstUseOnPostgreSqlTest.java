package dev.errand.dpop.firstuse;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcFirstUseOnPostgreSqlTest extends JdbcFirstUseContract {

    @Override
    DataSource dataSource() {
        return Databases.postgreSql();
    }
}
