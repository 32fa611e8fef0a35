package dev.errand.toolscope.autoconfigure;

import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.DispatcherServlet;

import dev.errand.toolscope.alive.RunLiveness;
import dev.errand.toolscope.alive.ScopeEffects;
import dev.errand.toolscope.enforce.Enforcement;
import dev.errand.toolscope.enforce.StrictBody;
import dev.errand.toolscope.report.CallRecorder;
import dev.errand.toolscope.report.CallSender;
import dev.errand.toolscope.report.LedgerConnection;
import dev.errand.toolscope.report.ParameterDigest;
import dev.errand.toolscope.use.CredentialUses;
import dev.errand.toolscope.use.JdbcCredentialUses;

/**
 * Makes a Spring MVC application the tool that {@code errand.tool.resource} names: its credentials are used up, and its
 * reports kept, in its own {@code DataSource}. Without that property it does nothing. The application adds a
 * {@link LedgerConnection}.
 */
@AutoConfiguration(afterName = {"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
    "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
    "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration"})
@ConditionalOnProperty("errand.tool.resource")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, DataSource.class})
@EnableConfigurationProperties(ToolProperties.class)
@Import({ToolAliveConfiguration.class, ToolScopeAdvisor.class, ToolWebConfiguration.class, StrictBody.class})
class ToolAutoConfiguration {

    /** Stands for the tables: whoever needs them takes it as a parameter. */
    record Tables(DataSource dataSource) {}

    @Bean
    Tables toolTables(DataSource dataSource, ToolProperties properties) {
        if (properties.migrate() && ClassUtils.isPresent("org.flywaydb.core.Flyway", null)) {
            ToolMigrations.migrate(dataSource);
        }
        return new Tables(dataSource);
    }

    @Bean
    @ConditionalOnMissingBean
    CredentialUses credentialUses(Tables tables, ObjectProvider<InstantSource> clock) {
        return new JdbcCredentialUses(tables.dataSource(), clock(clock));
    }

    @Bean
    @ConditionalOnMissingBean
    ParameterDigest parameterDigest(ToolProperties properties) {
        String key = properties.report().digestKey();
        if (key == null) {
            throw new IllegalStateException("errand.tool.report.digest-key is not set.");
        }
        return new ParameterDigest(Base64.getUrlDecoder().decode(key));
    }

    @Bean
    CallRecorder callRecorder(Tables tables, PlatformTransactionManager transactions,
            ObjectProvider<InstantSource> clock, ToolSchedule schedule) {
        return new CallRecorder(tables.dataSource(), transactions, clock(clock), ToolAutoConfiguration::id,
                schedule::wake);
    }

    @Bean
    CallSender callSender(Tables tables, LedgerConnection ledger, ToolProperties properties,
            ObjectProvider<InstantSource> clock) {
        return new CallSender(tables.dataSource(), ledger.client(), properties.ledgerUri(), clock(clock),
                ToolAutoConfiguration::id);
    }

    /** The enforcement, which needs the schedule, is there by the time that it is asked. */
    @Bean
    RegisteredScopes registeredScopes(ObjectProvider<Enforcement> tool, ScopeEffects effects, LedgerConnection ledger,
            ToolProperties properties) {
        return new RegisteredScopes(registered -> tool.getObject().drift(registered), effects, ledger.client(),
                properties.scopesUri());
    }

    @Bean
    DriftCheck driftCheck(RegisteredScopes registered, ToolProperties properties) {
        return new DriftCheck(properties.drift(), registered);
    }

    @Bean
    EffectsWatch effectsWatch(RegisteredScopes registered, ScopeEffects effects, ToolProperties properties) {
        return new EffectsWatch(registered, effects, properties.alive().feed() || properties.alive().onlineCheck());
    }

    @Bean
    ToolSchedule toolSchedule(CallSender sender, CredentialUses uses, DriftCheck drift, EffectsWatch effects,
            ToolProperties properties) {
        return new ToolSchedule(sender, uses, drift, effects, properties.report());
    }

    @Bean
    Enforcement enforcement(ToolProperties properties, RunLiveness liveness, CredentialUses uses,
            Enforcement.Reports reports, PlatformTransactionManager transactions, ObjectProvider<InstantSource> clock) {
        return new Enforcement(new Enforcement.Tool(properties.resource(), properties.issuer()), liveness, uses, reports,
                transactions, clock(clock));
    }

    @Bean
    Enforcement.Reports callReports(CallRecorder recorder, ParameterDigest digest) {
        return new Enforcement.Reports(recorder, digest);
    }

    private static InstantSource clock(ObjectProvider<InstantSource> ours) {
        return ours.getIfAvailable(InstantSource::system);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
