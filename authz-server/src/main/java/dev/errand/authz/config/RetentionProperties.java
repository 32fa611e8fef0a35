package dev.errand.authz.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.errand.authz.retention.Retention;

/**
 * How long what has ended is kept, each at least 8 h; the ledger is kept in any case.
 *
 * @param runs how long ended runs are kept after their end, with their budgets and refresh tokens, and consents once
 *        nothing refers to them; at least 8 h. The ledger keeps what they did
 * @param sessions how long ended login sessions are kept after their end; at least 8 h
 * @param requests how long pushed requests and codes are kept after their end; at least 8 h, because a code that is
 *        redeemed again ends its run
 */
@ConfigurationProperties("errand.retention")
record RetentionProperties(@DefaultValue("30d") Duration runs, @DefaultValue("30d") Duration sessions,
        @DefaultValue("1d") Duration requests) {

    Retention retention() {
        return new Retention(runs, sessions, requests);
    }
}
