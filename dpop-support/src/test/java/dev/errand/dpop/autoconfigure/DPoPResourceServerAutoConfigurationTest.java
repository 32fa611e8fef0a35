package dev.errand.dpop.autoconfigure;

import java.time.Duration;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.InMemoryFirstUse;
import dev.errand.dpop.firstuse.JdbcFirstUse;
import dev.errand.dpop.resourceserver.DPoPResourceServer;

import static org.assertj.core.api.Assertions.assertThat;

class DPoPResourceServerAutoConfigurationTest {

    private final WebApplicationContextRunner tool = new WebApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(DPoPResourceServerAutoConfiguration.class, SecurityAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class));
    private final WebApplicationContextRunner configured = tool.withPropertyValues(
            "errand.dpop.resource=https://refunds.example", "errand.dpop.issuer=https://as.example");
    private final WebApplicationContextRunner withDatabase = configured
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class)).withPropertyValues(
                    "spring.datasource.url=jdbc:h2:mem:auto;MODE=PostgreSQL", "spring.datasource.username=sa");

    @Test
    void doesNothingWithoutAResource() {
        tool.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DPoPResourceServer.class)
                .doesNotHaveBean(FirstUse.class).doesNotHaveBean(DPoPProperties.class));
    }

    @Test
    void doesNotStartWithoutAnIssuer() {
        tool.withPropertyValues("errand.dpop.resource=https://refunds.example")
                .run(context -> assertThat(context).getFailure().rootCause()
                        .hasMessage("errand.dpop.issuer must be set, as errand.dpop.resource is"));
    }

    @ParameterizedTest
    @CsvSource({"errand.dpop.max-age, 0s, 1s", "errand.dpop.max-age, -1s, 1h", "errand.dpop.skew, -1s, 0s"})
    void doesNotStartWithATimeThatNoProofCouldMeet(String property, String bad, String good) {
        configured.withPropertyValues(property + "=" + bad).run(
                context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(property));
        configured.withPropertyValues(property + "=" + good).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void remembersInTheProcessWhereThereIsNoDatabase() {
        configured.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(SecurityFilterChain.class);
            assertThat(context.getBean(FirstUse.class)).isInstanceOf(InMemoryFirstUse.class);
            assertThat(context.getBean(ProofPolicy.class).nonces()).isNotNull();
        });
    }

    @Test
    void sharesUsesAndNoncesThroughTheDatabase() {
        withDatabase.run(context -> {
            assertThat(context.getBean(FirstUse.class)).isInstanceOf(JdbcFirstUse.class);
            JdbcClient jdbc = JdbcClient.create(context.getBean(DataSource.class));
            assertThat(jdbc.sql("SELECT role FROM dpop_nonce_key").query(String.class).list())
                    .containsExactly("https://refunds.example");
            assertThat(jdbc.sql("SELECT COUNT(*) FROM \"errand_dpop_history\"").query(Integer.class).single())
                    .isPositive();
        });
    }

    @Test
    void bringsNoFlywayBeanAndNoUserWithAPassword() {
        withDatabase.run(context -> assertThat(context).doesNotHaveBean(Flyway.class)
                .doesNotHaveBean(UserDetailsService.class));
    }

    @Test
    void leavesTheTablesToTheHostIfAsked() {
        withDatabase
                .withPropertyValues("errand.dpop.migrate=false", "spring.datasource.url=jdbc:h2:mem:bare;MODE=PostgreSQL")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void bindsItsProperties() {
        configured.withPropertyValues("errand.dpop.max-age=30s", "errand.dpop.skew=2s",
                "errand.dpop.accept-proofs-without-nonce=true").run(context -> {
                    ProofPolicy policy = context.getBean(ProofPolicy.class);
                    assertThat(policy.maxAge()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(policy.skew()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(policy.nonces()).isNull();
                });
    }

    @Test
    void stepsBackForTheHostsOwnChain() {
        configured.withUserConfiguration(OwnChain.class).run(context -> assertThat(context)
                .hasSingleBean(SecurityFilterChain.class).hasBean("ownChain").hasSingleBean(DPoPResourceServer.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain ownChain(HttpSecurity http, DPoPResourceServer server) {
            server.protect(http);
            return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll()).build();
        }
    }
}
