package dev.errand.toolscope.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.alive.ScopeEffects;
import dev.errand.toolscope.testing.StandInIssuer;

import static org.assertj.core.api.Assertions.assertThat;

/** When the registry is asked what the scopes do, and what is believed without an answer. */
class EffectsWatchTest {

    private static final String PATH = "/tools/scopes";
    private static final ScopeName READ = new ScopeName("read:things");

    private final StandInIssuer issuer = new StandInIssuer();
    private final ScopeEffects effects = new ScopeEffects();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void asksUntilItHasAnAnswerAndThenNowAndAgain() {
        EffectsWatch watch = watch(true);
        issuer.on(PATH, StandInIssuer.status(503));
        watch.untilAnswered();
        watch.untilAnswered();
        assertThat(effects.of(READ)).isEqualTo(Effect.IRREVERSIBLE);
        issuer.on(PATH, StandInIssuer.json(LivenessApplication.SCOPES));
        watch.untilAnswered();
        watch.untilAnswered();
        assertThat(issuer.requests()).hasSize(3);
        assertThat(effects.of(READ)).isEqualTo(Effect.READ);
        issuer.on(PATH, StandInIssuer.json(LivenessApplication.SCOPES.replace("effect: read", "effect: write")));
        watch.again();
        assertThat(effects.of(READ)).isEqualTo(Effect.WRITE);
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 404})
    void goesOnWithWhatItKnowsWhileTheRegistryIsGone(int status) {
        EffectsWatch watch = watch(true);
        issuer.on(PATH, StandInIssuer.json(LivenessApplication.SCOPES));
        watch.again();
        issuer.on(PATH, StandInIssuer.status(status));
        watch.again();
        assertThat(effects.of(READ)).isEqualTo(Effect.READ);
    }

    @Test
    void anIssuerWithoutARegistryIsNotPressed() {
        EffectsWatch watch = watch(true);
        watch.untilAnswered();
        watch.untilAnswered();
        assertThat(issuer.requests()).hasSize(1);
        assertThat(effects.of(READ)).isEqualTo(Effect.IRREVERSIBLE);
        issuer.on(PATH, StandInIssuer.json(LivenessApplication.SCOPES));
        watch.again();
        assertThat(effects.of(READ)).as("but asked again").isEqualTo(Effect.READ);
    }

    @Test
    void asksNobodyWhereNothingDependsOnIt() {
        EffectsWatch watch = watch(false);
        watch.untilAnswered();
        watch.again();
        assertThat(issuer.requests()).isEmpty();
    }

    private EffectsWatch watch(boolean needed) {
        RestClient client = RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build();
        return new EffectsWatch(new RegisteredScopes(registered -> List.of(), effects, client, issuer.at(PATH)), effects,
                needed);
    }
}
