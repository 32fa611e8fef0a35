package dev.errand.authz.badinput;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the server has written down so far.
 *
 * @param issued rows of issuances
 * @param refused rows of refusals
 * @param counted refusals that were only counted
 * @param pushed requests that wait for a browser
 */
record Books(long issued, long refused, long counted, long pushed) {

    static Books read(JdbcClient jdbc) {
        return jdbc.sql("""
                select (select count(*) from issuance), (select count(*) from refusal),
                       (select coalesce(sum(refused), 0) from refusal_count), (select count(*) from pushed_request)
                """).query((row, _) -> new Books(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))).single();
    }

    Books since(Books before) {
        return new Books(issued - before.issued, refused - before.refused, counted - before.counted,
                pushed - before.pushed);
    }
}
