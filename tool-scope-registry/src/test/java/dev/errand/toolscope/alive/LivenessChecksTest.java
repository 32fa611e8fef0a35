package dev.errand.toolscope.alive;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

import static org.assertj.core.api.Assertions.assertThat;

/** What has to be known of a run, by what a call does. */
class LivenessChecksTest {

    private static final Liveness ALIVE = new Liveness.Alive();
    private static final Liveness STALE = new Liveness.Unknowable("revocation_feed_stale");
    private static final Liveness REVOKED = new Liveness.Ended("session_ended");

    private final FakeTime time = new FakeTime();
    private final HeardRevocations heard = time.heard(10);
    private final AtomicInteger asked = new AtomicInteger();
    private final ScopeEffects effects = new ScopeEffects();

    @ParameterizedTest
    @CsvSource({"read:things, true, ALIVE", "read:things, false, ALIVE", "write:things, true, ALIVE",
        "write:things, false, STALE", "delete:things, true, ALIVE", "delete:things, false, STALE",
        "write:retired, false, STALE", "nobody:knows, true, ALIVE", "nobody:knows, false, STALE"})
    void onlyToReadPassesWhileTheFeedIsStale(String scope, boolean fresh, String expected) {
        effects.learn(registered());
        hear(fresh);
        Liveness said = checks(OnlineCheck.OFF).onArrival(new ScopeName(scope), "c-1");
        assertThat(said).isEqualTo(expected.equals("ALIVE") ? ALIVE : STALE);
    }

    @ParameterizedTest
    @CsvSource({"read:things, true", "read:things, false", "write:things, true", "write:things, false",
        "delete:things, true", "delete:things, false", "nobody:knows, true", "nobody:knows, false"})
    void aRevokedCredentialIsRefusedWhateverItIsForAndHoweverOldThatIs(String scope, boolean fresh) {
        effects.learn(registered());
        heard.add(List.of(new Revocation("c-1", "session_ended", time.wall().plusSeconds(60))));
        hear(fresh);
        LivenessChecks checks = checks(OnlineCheck.OFF);
        assertThat(checks.onArrival(new ScopeName(scope), "c-1")).isEqualTo(REVOKED);
        assertThat(checks.onArrival(new ScopeName("read:things"), "c-2")).as("twin: another credential").isEqualTo(ALIVE);
    }

    @ParameterizedTest
    @CsvSource({"read:things, 0", "write:things, 0", "delete:things, 1", "nobody:knows, 1", "write:retired, 1"})
    void theIssuerIsAskedAboutWhatCannotBeUndone(String scope, int times) {
        effects.learn(registered());
        Liveness said = checks(this::ended).beforeClaim(new ScopeName(scope), "token");
        assertThat(asked).hasValue(times);
        assertThat(said).isEqualTo(times == 0 ? ALIVE : new Liveness.Ended("run_ended"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read:things", "write:things", "delete:things"})
    void beforeTheRegistryWasHeardEverythingIsTakenToBeForGood(String scope) {
        assertThat(effects.learned()).isFalse();
        assertThat(checks(OnlineCheck.OFF).onArrival(new ScopeName(scope), "c-1")).isEqualTo(STALE);
        assertThat(checks(this::ended).beforeClaim(new ScopeName(scope), "token")).isEqualTo(new Liveness.Ended("run_ended"));
    }

    @Test
    void whatIsHeardBetweenTwoQuestionsLetsNoCallThrough() {
        effects.learn(registered());
        Revocations hearsMeanwhile = new Revocations() {
            @Override
            public Optional<String> reason(String credentialId) {
                return afterwards(heard.reason(credentialId));
            }

            @Override
            public boolean stale() {
                return afterwards(heard.stale());
            }

            private <T> T afterwards(T answer) {
                heard.add(List.of(new Revocation("c-1", "session_ended", time.wall().plusSeconds(60))));
                hear(true);
                return answer;
            }
        };
        LivenessChecks checks = new LivenessChecks(effects, hearsMeanwhile, OnlineCheck.OFF);
        assertThat(checks.onArrival(new ScopeName("write:things"), "c-1")).isEqualTo(REVOKED);
    }

    @Test
    void aScopeThatIsNoLongerRegisteredIsForgotten() {
        effects.learn(registered());
        effects.learn(document(""));
        assertThat(checks(OnlineCheck.OFF).onArrival(new ScopeName("read:things"), "c-1")).isEqualTo(STALE);
    }

    @Test
    void aToolThatHearsOfNoneLetsAllPass() {
        LivenessChecks checks = new LivenessChecks(effects, Revocations.UNHEARD, OnlineCheck.OFF);
        assertThat(checks.onArrival(new ScopeName("delete:things"), "c-1")).isEqualTo(ALIVE);
        assertThat(checks.beforeClaim(new ScopeName("delete:things"), "token")).isEqualTo(ALIVE);
    }

    private LivenessChecks checks(OnlineCheck online) {
        return new LivenessChecks(effects, heard, online);
    }

    private Liveness ended(String token) {
        asked.incrementAndGet();
        return new Liveness.Ended("run_ended");
    }

    private void hear(boolean fresh) {
        if (fresh) {
            heard.completeAt(heard.now());
        }
    }

    static RegistryDocument registered() {
        return document(scope("read:things", "read", "") + scope("write:things", "write", "")
                + scope("delete:things", "irreversible", "") + scope("write:retired", "write", ", state: retired"));
    }

    private static String scope(String name, String effect, String more) {
        return """
                  - {name: "%s", tool: "https://tool.example/api", description: Things, effect: %s,
                     identifier: {pattern: "thing-[0-9]"}, actions: [{name: act}]%s}
                """.formatted(name, effect, more);
    }

    private static RegistryDocument document(String scopes) {
        String yaml = "tools:\n  - {resource: \"https://tool.example/api\", name: Tool, jwks: {keys: [{kty: EC, crv: P-256, "
                + "x: MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4, y: 4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM}]}}\n"
                + (scopes.isEmpty() ? "" : "scopes:\n" + scopes);
        return switch (RegistryYaml.read(yaml)) {
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> document;
            case Parsed.Malformed<RegistryDocument> malformed -> throw new AssertionError(malformed);
        };
    }
}
