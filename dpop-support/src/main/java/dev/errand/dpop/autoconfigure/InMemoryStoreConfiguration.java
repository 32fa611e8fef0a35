package dev.errand.dpop.autoconfigure;

import java.security.SecureRandom;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.InMemoryFirstUse;

/** First uses and nonce key in this process, where there is no database: one node, in development. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(JdbcStoreConfiguration.Tables.class)
class InMemoryStoreConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(InMemoryStoreConfiguration.class);
    private static final int MAX_ENTRIES = 100_000;
    private static final int KEY_LENGTH = 32;

    @Bean
    @ConditionalOnMissingBean
    FirstUse inMemoryFirstUse(ObjectProvider<InstantSource> clock) {
        LOG.warn("No DataSource: used proofs are remembered by this process alone, until it ends. "
                + "A second node, or a restart, would accept them again.");
        return new InMemoryFirstUse(MAX_ENTRIES, DPoPResourceServerAutoConfiguration.clock(clock));
    }

    @Bean
    @ConditionalOnMissingBean
    NonceKey ownNonceKey() {
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return new NonceKey(role -> key);
    }
}
