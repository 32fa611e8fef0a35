package dev.errand.dpop.firstuse;

import java.util.List;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcFirstUseOnPostgreSqlTest extends JdbcFirstUseContract {

    @Override
    List<DataSource> nodes() {
        return Databases.postgreSql();
    }
}
