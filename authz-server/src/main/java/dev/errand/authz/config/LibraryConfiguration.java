package dev.errand.authz.config;

import java.security.SecureRandom;
import java.time.InstantSource;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.ProofVerifier;
import dev.errand.dpop.autoconfigure.DPoPMigrations;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.JdbcFirstUse;
import dev.errand.dpop.firstuse.ProofFirstUse;
import dev.errand.dpop.nonce.DPoPNonces;
import dev.errand.dpop.nonce.JdbcNonceKeys;
import dev.errand.toolscope.registry.JdbcRegistry;
import dev.errand.toolscope.registry.RegistryChange;
import dev.errand.toolscope.registry.RegistryMigrations;

/**
 * The two libraries, on the server's own database. Each migrates its tables before anything reads them, and after the
 * server's own migration, which wants to find an empty schema at the first start.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistryProperties.class)
class LibraryConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    FirstUse firstUse(DataSource dataSource, InstantSource clock, @Value("${spring.datasource.url}") String url) {
        StartUpChecks.requireDurable(url);
        StartUpChecks.requireFresh(url);
        DPoPMigrations.migrate(dataSource);
        return new JdbcFirstUse(dataSource, clock);
    }

    /** The role in the nonce's key keeps a tool's nonces from working here, and ours from working there. */
    @Bean
    DPoPNonces nonces(DataSource dataSource, FirstUse migrated, SecureRandom random, InstantSource clock) {
        String role = "issuer";
        return new DPoPNonces(new JdbcNonceKeys(dataSource, random).key(role), role, clock);
    }

    @Bean
    ProofPolicy proofPolicy(DPoPNonces nonces) {
        return ProofPolicy.standard(nonces);
    }

    @Bean
    ProofVerifier proofVerifier(ProofPolicy policy, InstantSource clock) {
        return new ProofVerifier(policy, clock);
    }

    @Bean
    ProofFirstUse proofFirstUse(FirstUse store, ProofPolicy policy, InstantSource clock) {
        return new ProofFirstUse(store, policy, clock);
    }

    /** Written inside the transaction of the change, so that there is neither without the other. */
    private static EventEntry event(RegistryChange change) {
        String version = change.version() == 0 ? "" : " version " + change.version();
        return new EventEntry(change.at(), "registry_changed", null, null, null, null,
                "%s%s is %s, by %s: %s".formatted(change.entry(), version, change.state().word(), change.change().by(),
                        change.change().why()),
                false);
    }

    @Bean
    @DependsOnDatabaseInitialization
    JdbcRegistry toolScopeRegistry(DataSource dataSource, Ledger ledger, RegistryProperties properties,
            InstantSource clock) {
        RegistryMigrations.migrate(dataSource);
        return new JdbcRegistry(dataSource, clock, change -> ledger.event(event(change)), properties.approval());
    }
}
