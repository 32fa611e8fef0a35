package dev.errand.authz.run;

import java.util.List;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which consents runs rest on. Thread-safe. */
@Component
public final class ConsentedRuns {

    private final JdbcClient jdbc;

    ConsentedRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of these consents, at least one, that a run refers to, ended or not. */
    public Set<String> restingOn(List<String> consents) {
        return jdbc.sql("SELECT consent_id FROM run WHERE consent_id IN (:consents)").param("consents", consents)
                .query(String.class).set();
    }
}
