package dev.errand.authz.config;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.errand.authz.ending.caep.CaepReceiver;
import dev.errand.authz.ending.caep.CaepReceivers;

/**
 * Who is told of ended sessions by security event tokens (OpenID CAEP).
 *
 * @param receivers each with {@code url}, over https or on this machine, {@code audience}, the {@code aud} of its tokens,
 *        and {@code bearer-token}, if it wants one; none by default
 */
@ConfigurationProperties("errand.caep")
record CaepProperties(@DefaultValue List<Receiver> receivers) {

    /** One of them. */
    record Receiver(URI url, String audience, @Nullable String bearerToken) {

        Receiver {
            if (url == null || audience == null) {
                throw new IllegalArgumentException("errand.caep.receivers: each needs a url and an audience");
            }
        }

        @Override
        public String toString() {
            return "Receiver[" + audience + "]";
        }
    }

    CaepReceivers all() {
        return new CaepReceivers(
                receivers.stream().map(one -> new CaepReceiver(one.url(), one.audience(), one.bearerToken())).toList());
    }
}
