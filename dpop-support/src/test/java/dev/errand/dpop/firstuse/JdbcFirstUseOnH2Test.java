package dev.errand.dpop.firstuse;

import java.util.List;

import javax.sql.DataSource;

import dev.errand.dpop.Databases;

class JdbcFirstUseOnH2Test extends JdbcFirstUseContract {

    @Override
    List<DataSource> nodes() {
        return Databases.h2();
    }
}
