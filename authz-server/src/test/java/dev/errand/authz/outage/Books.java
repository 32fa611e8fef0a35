package dev.errand.authz.outage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What is written down about runs, grants and issuances: what an undecided request must leave as it was. */
record Books(Map<String, List<Map<String, Object>>> rows) {

    private static final List<String> TABLES = List.of("run", "run_total", "refresh_token", "authorization_code",
            "issuance", "event");

    static Books read(JdbcClient jdbc) {
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        TABLES.forEach(table -> rows.put(table, jdbc.sql("SELECT * FROM " + table + " ORDER BY 1, 2").query().listOfRows()));
        return new Books(rows);
    }
}
