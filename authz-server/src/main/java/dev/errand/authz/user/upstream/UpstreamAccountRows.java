package dev.errand.authz.user.upstream;

import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.utc;

/** The table {@code upstream_account}. */
final class UpstreamAccountRows {

    private final JdbcClient jdbc;

    UpstreamAccountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> find(UpstreamIdentity identity) {
        return jdbc.sql("""
                select subject from upstream_account where issuer = :issuer and upstream_subject = :upstreamSubject
                """).param("issuer", identity.issuer()).param("upstreamSubject", identity.subject()).query(String.class)
                .optional();
    }

    /** Whether the identity was nobody's before; of any number of calls one is told {@code true}. */
    boolean insert(UpstreamIdentity identity, String subject, String by, Instant now) {
        return jdbc.sql("""
                insert into upstream_account (issuer, upstream_subject, subject, linked_at, linked_by)
                values (:issuer, :upstreamSubject, :subject, :now, :by)
                on conflict do nothing
                """).param("issuer", identity.issuer()).param("upstreamSubject", identity.subject())
                .param("subject", subject).param("now", utc(now)).param("by", by).update() == 1;
    }
}
