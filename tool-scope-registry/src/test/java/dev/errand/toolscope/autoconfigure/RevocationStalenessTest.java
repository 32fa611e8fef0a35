package dev.errand.toolscope.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.context.WebApplicationContext;

import dev.errand.toolscope.alive.Revocations;
import dev.errand.toolscope.alive.ScopeEffects;
import dev.errand.toolscope.testing.StandInIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole tool that follows a feed over HTTP, as it does by default; how long each step took is printed, not judged. */
@SpringBootTest(classes = LivenessApplication.class)
class RevocationStalenessTest {

    private static final String FEED = "/revocations";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private StandInIssuer issuer;

    @Autowired
    private Revocations revocations;

    @Autowired
    private ScopeEffects effects;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        for (String setting : ToolApplication.settings()) {
            String[] parts = setting.split("=", 2);
            if (!parts[0].startsWith("errand.tool.alive.")) {
                registry.add(parts[0], () -> parts[1]);
            }
        }
    }

    @Test
    void hearsOfEndedRunsAndKnowsHowOldThatIs() {
        Caller caller = new Caller(context);
        await().until(effects::learned);
        assertThat(revocations.stale()).as("before the first answer").isTrue();
        assertThat(caller.call("write", "a").getStatus()).isEqualTo(503);
        assertThat(caller.call("read", "b").getStatus()).isEqualTo(200);

        issuer.on(FEED, StandInIssuer.json(page("1", "")));
        measure("from the first answer to a call that writes", () -> !revocations.stale());
        assertThat(caller.call("write", "a").getStatus()).as("the same credential").isEqualTo(200);

        String ended = UUID.randomUUID().toString();
        assertThat(caller.call("write", ended, "thing-2").getStatus()).as("before").isEqualTo(403);
        issuer.on(FEED, StandInIssuer.json(page("2", "{\"credential_id\":\"" + ended
                + "\",\"reason\":\"session_ended\",\"expires_at\":" + (Instant.now().getEpochSecond() + 60) + "}")));
        measure("from the end of a run to its refusal", () -> caller.call("write", ended, "thing-2").getStatus() == 401);
        assertThat(caller.call("write", ended).getStatus()).isEqualTo(401);
        assertThat(caller.call("read", ended).getStatus()).isEqualTo(401);

        issuer.on(FEED, StandInIssuer.status(503));
        measure("from the feed's silence to staleness", revocations::stale);
        assertThat(caller.call("write", "c").getStatus()).isEqualTo(503);
        assertThat(caller.call("read", "d").getStatus()).isEqualTo(200);

        issuer.on(FEED, StandInIssuer.json(page("3", "")));
        measure("from the feed's return to freshness", () -> !revocations.stale());
        assertThat(caller.call("write", "c").getStatus()).as("the same credential").isEqualTo(200);
        assertThat(caller.call("write", ended).getStatus()).as("what was heard before").isEqualTo(401);
    }

    private static void measure(String what, Callable<Boolean> happened) {
        long began = System.nanoTime();
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(10)).until(happened);
        System.out.printf("Revocation feed, %s: %d ms%n", what, Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private static String page(String cursor, String revoked) {
        return "{\"cursor\":\"" + cursor + "\",\"as_of\":" + Instant.now().getEpochSecond() + ",\"revoked\":[" + revoked
                + "],\"more\":false}";
    }
}
