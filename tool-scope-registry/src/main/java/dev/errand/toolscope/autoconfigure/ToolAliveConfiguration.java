package dev.errand.toolscope.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.errand.toolscope.alive.HeardRevocations;
import dev.errand.toolscope.alive.Introspection;
import dev.errand.toolscope.alive.LivenessChecks;
import dev.errand.toolscope.alive.OnlineCheck;
import dev.errand.toolscope.alive.RevocationFeed;
import dev.errand.toolscope.alive.Revocations;
import dev.errand.toolscope.alive.RunLiveness;
import dev.errand.toolscope.alive.ScopeEffects;
import dev.errand.toolscope.alive.TimedRequests;
import dev.errand.toolscope.report.LedgerConnection;

/** How a tool knows whether the run behind a credential is still alive: by default in every way that the issuer has. */
@Configuration(proxyBeanMethods = false)
class ToolAliveConfiguration {

    private static final System.Logger LOG = System.getLogger(ToolAliveConfiguration.class.getName());
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);

    /** So that two answers in a row may be lost, or late, before what is known is stale. */
    private static final int POLLS_WHILE_FRESH = 4;

    @Bean
    ScopeEffects scopeEffects() {
        return new ScopeEffects();
    }

    @Bean
    TimedRequests issuerRequests(LedgerConnection issuer) {
        return new TimedRequests(issuer.client(), LONGEST_REQUEST);
    }

    @Bean
    @ConditionalOnMissingBean
    RunLiveness runLiveness(ScopeEffects effects, Revocations revocations, OnlineCheck online) {
        return new LivenessChecks(effects, revocations, online);
    }

    @Bean
    @ConditionalOnMissingBean(OnlineCheck.class)
    OnlineCheck onlineCheck(TimedRequests issuer, ToolProperties properties) {
        return properties.alive().onlineCheck() ? new Introspection(issuer, properties.introspectionUri()) : OnlineCheck.OFF;
    }

    /** What the tool hears, and the thread that listens. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "errand.tool.alive.feed", matchIfMissing = true)
    static class Following {

        @Bean
        HeardRevocations revocations(ToolProperties properties, ObjectProvider<InstantSource> clock) {
            return new HeardRevocations(properties.alive().staleAfter(), properties.alive().mostRevoked(),
                    clock.getIfAvailable(InstantSource::system), System::nanoTime);
        }

        @Bean
        FeedFollower feedFollower(TimedRequests issuer, HeardRevocations heard, ToolProperties properties) {
            RevocationFeed feed = new RevocationFeed(issuer, properties.feedUri(), heard);
            return new FeedFollower(feed::poll, properties.alive().staleAfter().dividedBy(POLLS_WHILE_FRESH));
        }
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "errand.tool.alive.feed", havingValue = false)
    Revocations revocations() {
        return Revocations.UNHEARD;
    }

    @Bean
    SmartInitializingSingleton sayWhatIsOff(ToolProperties properties) {
        return () -> {
            String consequences = String.join(" ", consequences(properties.alive()));
            if (!consequences.isEmpty()) {
                LOG.log(System.Logger.Level.WARNING, consequences);
            }
        };
    }

    private static List<String> consequences(ToolProperties.Alive alive) {
        List<String> sentences = new ArrayList<>();
        if (!alive.feed()) {
            sentences.add("errand.tool.alive.feed is off: a credential whose run has ended is good here until it expires.");
        }
        if (!alive.onlineCheck()) {
            sentences.add("errand.tool.alive.online-check is off: calls that cannot be undone are made without asking the"
                    + " issuer whether their run is still alive.");
        }
        return sentences;
    }
}
