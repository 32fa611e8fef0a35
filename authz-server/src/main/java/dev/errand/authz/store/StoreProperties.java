package dev.errand.authz.store;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server's patience with its database.
 *
 * @param timeout how long one request may wait for the database, all its statements together, before it is answered
 *        with 503; the wait for a free connection of the pool, {@code spring.datasource.hikari.connection-timeout},
 *        may come on top
 */
@ConfigurationProperties("errand.store")
record StoreProperties(@DefaultValue("1200ms") Duration timeout) {

    /** Refuses to start where every request would be answered with 503. */
    StoreProperties {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("errand.store.timeout is not positive");
        }
    }
}
