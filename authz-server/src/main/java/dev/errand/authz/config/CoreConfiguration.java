package dev.errand.authz.config;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

import dev.errand.authz.bootstrap.DataDirectory;
import dev.errand.authz.bootstrap.SetUpSource;
import dev.errand.authz.decision.PolicyDecisionPoint;
import dev.errand.authz.ending.caep.CaepReceivers;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.retention.Retention;
import dev.errand.authz.run.ChildLimits;
import dev.errand.authz.session.AdminPasskey;
import dev.errand.authz.session.SessionLimits;
import dev.errand.authz.user.login.LoginLimits;

/** Time, randomness, the issuer, the policy: what everything else is built from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ErrandProperties.class, LoginProperties.class, RunProperties.class,
    CaepProperties.class, RetentionProperties.class})
class CoreConfiguration {

    /** Replaced by whoever brings another clock, such as a test that lets time pass. */
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    SetUpSource setUpSource(ErrandProperties properties) {
        Resource file = properties.bootstrap() == null
                ? new ClassPathResource("errand-samples.yaml")
                : new FileSystemResource(properties.bootstrap());
        return new SetUpSource(file, properties.bootstrap() == null);
    }

    @Bean
    DataDirectory dataDirectory(ErrandProperties properties) {
        return new DataDirectory(Path.of(properties.data()));
    }

    @Bean
    Issuer issuer(ErrandProperties properties, SetUpSource setUp, @Value("${server.port}") int port) {
        Issuer issuer = new Issuer(properties.issuer() != null
                ? properties.issuer()
                : setUp.issuer().orElse("http://localhost:" + port));
        StartUpChecks.requireTlsOffLoopback(issuer);
        return issuer;
    }

    @Bean
    SessionLimits sessionLimits(ErrandProperties properties) {
        return new SessionLimits(properties.sessionIdle(), properties.sessionAbsolute());
    }

    @Bean
    LoginLimits loginLimits(LoginProperties properties) {
        return properties.limits();
    }

    /** Events name users and carry a secret of the receiver's: they go no further in clear text than tokens do. */
    @Bean
    CaepReceivers caepReceivers(CaepProperties properties) {
        CaepReceivers receivers = properties.all();
        receivers.all().forEach(StartUpChecks::requireTlsOffLoopback);
        return receivers;
    }

    @Bean
    Retention retention(RetentionProperties properties) {
        return properties.retention();
    }

    @Bean
    AdminPasskey adminPasskey(LoginProperties properties) {
        return properties.adminPasskey();
    }

    @Bean
    ChildLimits childLimits(RunProperties properties) {
        return properties.limits();
    }

    @Bean
    PolicyDecisionPoint policyDecisionPoint() {
        return new PolicyDecisionPoint();
    }
}
