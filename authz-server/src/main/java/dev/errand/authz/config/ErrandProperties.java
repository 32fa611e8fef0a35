package dev.errand.authz.config;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server's own properties. None is needed for a first run.
 *
 * @param issuer the issuer identifier, the public base URL of this server; default: the set-up file's, else
 *        {@code http://localhost:<server.port>}
 * @param bootstrap path of the set-up file; default: the samples that come with the server
 * @param data directory of the embedded database and of first passwords
 * @param devMode whether this is a start for development: pages have a red bar, and the server listens on this machine
 *        alone or does not start; default: whether the set-up is the samples'
 * @param sessionIdle how long a login session lasts without a request of the user's browser
 * @param sessionAbsolute how long a login session lasts at most, up to 24 h
 */
@ConfigurationProperties("errand")
public record ErrandProperties(@Nullable String issuer, @Nullable String bootstrap,
        @DefaultValue("./data") String data, @Nullable Boolean devMode, @DefaultValue("30m") Duration sessionIdle,
        @DefaultValue("8h") Duration sessionAbsolute) {}
