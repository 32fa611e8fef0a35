package dev.errand.authz.ending.caep;

import java.time.Instant;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.session.SessionEnding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whatever ends a session or a run: the words that the console has for it, and who is said to have done it. */
class EndingTest {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages/runs");

    private static final Map<SessionEnding, String> SESSIONS = Map.ofEntries(Map.entry(SessionEnding.LOGOUT, "user"),
            Map.entry(SessionEnding.REPLACED, "user"), Map.entry(SessionEnding.IDLE, "policy"),
            Map.entry(SessionEnding.ABSOLUTE, "policy"), Map.entry(SessionEnding.ADMIN, "admin"),
            Map.entry(SessionEnding.USER_DISABLED, "admin"), Map.entry(SessionEnding.USER_CHANGED, "admin"),
            Map.entry(SessionEnding.PASSWORD_CHANGED, "user"),
            Map.entry(SessionEnding.KILL_SWITCH, "admin"), Map.entry(SessionEnding.UPSTREAM_LOGOUT, "system"),
            Map.entry(SessionEnding.UPSTREAM_SESSION_ENDED, "system"),
            Map.entry(SessionEnding.UPSTREAM_USER_DISABLED, "system"));

    private static final Map<RunEnding, String> RUNS = Map.ofEntries(Map.entry(RunEnding.COMPLETED, "user"),
            Map.entry(RunEnding.DEADLINE, "policy"), Map.entry(RunEnding.SESSION_ENDED, "system"),
            Map.entry(RunEnding.AGENT_DISABLED, "admin"), Map.entry(RunEnding.AGENT_KEY_REMOVED, "admin"),
            Map.entry(RunEnding.PARENT_ENDED, "system"), Map.entry(RunEnding.REFRESH_REUSED, "system"),
            Map.entry(RunEnding.CODE_REUSED, "system"), Map.entry(RunEnding.ADMIN, "admin"),
            Map.entry(RunEnding.USER, "user"), Map.entry(RunEnding.KILL_SWITCH, "admin"));

    static Stream<Arguments> endings() {
        return Stream.concat(
                Stream.of(SessionEnding.values()).map(one -> arguments("sessions", null, one.word(), SESSIONS.get(one))),
                Stream.of(RunEnding.values()).map(one -> arguments("runs", "a-run", one.word(), RUNS.get(one))));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("endings")
    void hasItsMessageAndItsInitiator(String page, @Nullable String runId, String word, String initiator) {
        assertThat(TEXTS.getString(page + ".reason." + word)).isNotBlank().doesNotContain("_");
        assertThat(initiator(runId, word)).isEqualTo(initiator);
    }

    /** A session ends of other things than a run, and another version of this server may know yet others. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,     a_word_of_tomorrow
            -,     deadline
            a-run, logout
            """)
    void whatIsNoEndingOfItsKindIsTheSystems(@Nullable String runId, String word) {
        assertThat(initiator(runId, word)).isEqualTo("system");
    }

    @Test
    void aWordIsReadBack() {
        assertThat(SessionEnding.values()).allSatisfy(one -> assertThat(SessionEnding.of(one.word())).contains(one));
        assertThat(RunEnding.values()).allSatisfy(one -> assertThat(RunEnding.of(one.word())).contains(one));
    }

    private static @Nullable Object initiator(@Nullable String runId, String word) {
        Ending ending = new Ending("a-session", runId, "a-user", null, word, Instant.EPOCH);
        Object event = ending.event("a-jti", "https://receiver.example", new Issuer("https://issuer.example")).event();
        return ((Map<?, ?>) event).get("initiating_entity");
    }
}
