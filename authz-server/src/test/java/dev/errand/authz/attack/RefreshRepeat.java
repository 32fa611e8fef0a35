package dev.errand.authz.attack;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A refresh whose answer got lost, and the request for it again.
 *
 * @param attack the case
 * @param meanwhile what happens between the two
 * @param change how the second request differs from the first
 * @param refusal the answer to it; empty if it is the first one's, to the byte
 */
record RefreshRepeat(String attack, Consumer<Scene> meanwhile, UnaryOperator<OAuthRequest> change, String refusal) {

    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final String REUSED = "400 invalid_grant refresh_reused";

    /** The run before the refresh and after it, with what its client never heard. */
    record Scene(RunningServer server, AgentInstance.Run before, AgentInstance.Run after) {

        private void passes(Duration time) {
            server.clock.advance(time);
        }

        private void spoil() {
            server.jdbc().sql("UPDATE run SET repeat_answer = 'AAAA' || repeat_answer WHERE run_id = ?").param(before.runId())
                    .update();
        }

        private void update(String sql) {
            server.jdbc().sql(sql).params(server.clock.instant().atOffset(ZoneOffset.UTC), before.runId()).update();
        }
    }

    /** The untouched twins: asked for in any of these ways, the answer is the same. */
    static Stream<RefreshRepeat> allowed() {
        return Stream.of(same("at once", _ -> {}),
                same("just before the time is over", scene -> scene.passes(WINDOW.minusMillis(1))),
                same("a third time", scene -> assertThat(scene.before().refresh().send().status()).isEqualTo(200)),
                same("after the run token from before the refresh was used",
                        scene -> assertThat(scene.before().exchangeOrder().send().status()).isEqualTo(200)),
                same("after somebody without the key showed the successor",
                        scene -> assertThat(scene.after().refresh().provenBy(DPoPKey.generate()).send().status())
                                .isEqualTo(400)),
                same("after somebody without the key showed the successor's run token",
                        scene -> assertThat(scene.after().exchangeOrder().provenBy(DPoPKey.generate()).send().status())
                                .isEqualTo(400)),
                same("after it was asked for without a proof",
                        scene -> assertThat(scene.before().refresh().proofs().send().refusal())
                                .isEqualTo("400 invalid_dpop_proof proof_missing")),
                same("after it was asked for with more than it was",
                        scene -> assertThat(scene.before().refresh().with("scope", "read:orders").send().refusal())
                                .isEqualTo("400 invalid_scope parameter_not_allowed")));
    }

    /** What makes it a reuse, or nothing at all. */
    static Stream<RefreshRepeat> refused() {
        return Stream.of(reused("RT-01+ when the time is over", scene -> scene.passes(WINDOW)),
                reused("RT-01 after the successor was used",
                        scene -> assertThat(scene.after().refresh().send().status()).isEqualTo(200)),
                reused("RT-01 after the successor's run token was used",
                        scene -> assertThat(scene.after().exchangeOrder().send().status()).isEqualTo(200)),
                reused("RT-01+ after the successor's run token was used in vain",
                        scene -> assertThat(scene.after().exchangeOrder().with("resource", RunningServer.REFUNDS).send()
                                .refusal()).startsWith("400 invalid_target")),
                reused("RT-01+ after the run was looked at",
                        scene -> assertThat(scene.after().look().status()).isEqualTo(200)),
                reused("RT-09 after the successor was given back",
                        scene -> assertThat(scene.after().revoke(scene.after().refreshToken()).send().status())
                                .isEqualTo(200)),
                reused("RT-09 after the successor's run token was given back",
                        scene -> assertThat(scene.after().revoke(scene.after().token()).send().status()).isEqualTo(200)),
                reused("RT-11 after the session's time was over", scene -> scene.update(
                        "UPDATE user_session SET idle_end = ? WHERE sid = (SELECT sid FROM run WHERE run_id = ?)")),
                reused("RT-11+ after the run's deadline",
                        scene -> scene.update("UPDATE run SET deadline = ? WHERE run_id = ?")),
                reused("RT-01+ by an answer that was changed in the store", Scene::spoil),
                new RefreshRepeat("RT-17 under another key", _ -> {}, r -> r.provenBy(DPoPKey.generate()), REUSED));
    }

    private static RefreshRepeat same(String what, Consumer<Scene> meanwhile) {
        return new RefreshRepeat(what, meanwhile, r -> r, "");
    }

    private static RefreshRepeat reused(String what, Consumer<Scene> meanwhile) {
        return new RefreshRepeat(what, meanwhile, r -> r, REUSED);
    }

    @Override
    public String toString() {
        return attack;
    }
}
