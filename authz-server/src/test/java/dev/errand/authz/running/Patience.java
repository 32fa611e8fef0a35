package dev.errand.authz.running;

import java.util.Map;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * All the time that a server needs: how long a request waits for its turn before it is told to come again depends on the
 * machine, and what a test finds out must not.
 */
public final class Patience {

    private static final MapPropertySource SOURCE = new MapPropertySource("patience",
            Map.of("errand.store.timeout", "60s", "errand.login.hash-wait", "60s", "spring.datasource.hikari.connection-timeout",
                    "60000",
                    "spring.datasource.hikari.connection-init-sql", "SET lock_timeout = 60000",
                    "spring.transaction.default-timeout", "60s"));

    private Patience() {}

    static void give(GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(SOURCE);
    }

    /** Takes it from the server of this context, before it starts: the test is about the limits as they are delivered. */
    public static void takeFrom(GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().remove(SOURCE.getName());
    }
}
