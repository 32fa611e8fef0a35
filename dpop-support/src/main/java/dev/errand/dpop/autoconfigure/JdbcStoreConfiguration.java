package dev.errand.dpop.autoconfigure;

import java.security.SecureRandom;
import java.time.InstantSource;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.ClassUtils;

import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.JdbcFirstUse;
import dev.errand.dpop.nonce.JdbcNonceKeys;

/** First uses and nonce keys in the host's database, so that all its nodes share them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({DataSource.class, JdbcClient.class})
@ConditionalOnBean(DataSource.class)
class JdbcStoreConfiguration {

    /** Stands for the tables: whoever needs them takes it as a parameter. */
    record Tables(DataSource dataSource) {}

    @Bean
    Tables dpopTables(DataSource dataSource, DPoPProperties properties) {
        if (properties.migrate() && ClassUtils.isPresent("org.flywaydb.core.Flyway", null)) {
            DPoPMigrations.migrate(dataSource);
        }
        return new Tables(dataSource);
    }

    @Bean
    @ConditionalOnMissingBean
    FirstUse jdbcFirstUse(Tables tables, ObjectProvider<InstantSource> clock) {
        return new JdbcFirstUse(tables.dataSource(), DPoPResourceServerAutoConfiguration.clock(clock));
    }

    @Bean
    NonceKey jdbcNonceKey(Tables tables) {
        return new NonceKey(new JdbcNonceKeys(tables.dataSource(), new SecureRandom())::key);
    }
}
