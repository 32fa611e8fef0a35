package dev.errand.authz.attack;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.RunState;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.ChildKey;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs out of runs: never more than the parent has, never longer than it lives, never in other hands. */
class ChildRunAttackTest {

    private static final String ONE_CENT = ToolCall.run(1, "0.01", ToolCall.refund("0.01"));

    private static RunningServer server;
    private static Refusals refusals;
    private static BrowserUser alice;
    private static AgentInstance.Run parent;
    private static AgentInstance.Run other;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
        alice = BrowserUser.alice(server);
        parent = run();
        other = run();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Two scopes of order-12345, refunds up to 40 dollars, ten calls and 50 dollars in all. */
    private static AgentInstance.Run run() {
        return new AgentInstance(server).run(alice);
    }

    static Stream<Row> requests() {
        return new ChildRunRows(server, parent, other).rows();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void refuses(Row row) {
        Reply twin = good().send();
        assertThat(twin.status()).as(twin.body()).isEqualTo(200);
        refusals.demand(row, good(), named(parent));
        assertThat(good().send().status()).as("the same request afterwards").isEqualTo(200);
    }

    /** The parent is as it was before each: the table is longer than any budget, and than any fan-out. */
    private static OAuthRequest good() {
        server.jdbc().sql("UPDATE run SET calls_left = max_calls WHERE run_id = ?").param(parent.runId()).update();
        server.jdbc().sql("UPDATE run_total SET remaining = total WHERE run_id = ?").param(parent.runId()).update();
        server.jdbc().sql("UPDATE run SET state = 'completed' WHERE parent_run_id = ?").param(parent.runId()).update();
        return parent.openChild(new ChildKey(), ONE_CENT);
    }

    private static Refusals.Named named(AgentInstance.Run run) {
        return new Refusals.Named("support-agent", run.runId());
    }

    private static Run stored(AgentInstance.Run run) {
        return server.bean(Runs.class).find(run.runId()).orElseThrow();
    }

    private static void refused(String refusal, AgentInstance.Run run, OAuthRequest request) {
        refusals.demand(Row.of("TX", r -> r, refusal), request, named(run));
    }

    @Test
    void anActorTokenOpensOneRun() {
        AgentInstance.Run own = run();
        ChildKey child = new ChildKey();
        String token = child.actorToken(own);
        assertThat(own.openChild(child, ONE_CENT).with("actor_token", token).send().status()).isEqualTo(200);
        refused("400 invalid_request actor_token_replayed", own, own.openChild(child, ONE_CENT).with("actor_token", token));
        assertThat(own.openChild(child, ONE_CENT).send().status()).isEqualTo(200);
    }

    /** A denial has consumed nothing, so that the same token may be sent with a smaller wish. */
    @Test
    void aDeniedRequestLeavesTheActorTokenGood() {
        AgentInstance.Run own = run();
        ChildKey child = new ChildKey();
        String token = child.actorToken(own);
        refused("400 access_denied budget_exceeded", own,
                own.openChild(child, ToolCall.run(11, "", ToolCall.ORDER)).with("actor_token", token));
        assertThat(own.openChild(child, ONE_CENT).with("actor_token", token).send().status()).isEqualTo(200);
    }

    /** A key that is an ancestor's already would make two runs out of one instance. */
    @Test
    void noAncestorsKeyOpensAChild() {
        ChildKey root = new ChildKey();
        AgentInstance instance = new AgentInstance(server, "support-agent", server.agentKey, root.key);
        AgentInstance.Run own = instance.run(alice);
        AgentInstance.Run child = own.child(4, "", ToolCall.ORDER);
        refused("400 invalid_request actor_key_reused", own, own.openChild(root, ONE_CENT));
        refused("400 invalid_request actor_key_reused", child,
                child.openChild(root, ToolCall.run(1, "", ToolCall.ORDER)));
        assertThat(child.child(1, "", ToolCall.ORDER).runId()).isNotEmpty();
    }

    /** RFC 8693 §2.2.1, §4.1; RFC 9449 §6. */
    @Test
    void theChildIsItsHoldersAlone() throws Exception {
        AgentInstance.Run own = run();
        AgentInstance.Run child = own.child(3, "20.00", ToolCall.refund("20.00"), ToolCall.ORDER);
        JWTClaimsSet token = ResignedToken.read(child.token());
        assertThat(token.getStringClaim("run_id")).isEqualTo(child.runId()).isNotEqualTo(own.runId());
        assertThat(token.getJSONObjectClaim("cnf")).isEqualTo(Map.of("jkt", child.agent().key.jkt()));
        assertThat(token.getStringClaim("token_use")).isEqualTo("run");
        Map<String, Object> actors = Map.of("sub", "support-agent", "act",
                Map.of("sub", "support-agent", "run_id", own.runId()));
        assertThat(token.getJSONObjectClaim("act")).isEqualTo(actors);

        JWTClaimsSet credential = ResignedToken
                .read(child.exchangeRefund("20.00", "USD", "order-12345").send().text("access_token"));
        assertThat(credential.getJSONObjectClaim("act")).isEqualTo(actors);
        assertThat(credential.getStringClaim("run_id")).isEqualTo(child.runId());
        assertThat(credential.getJSONObjectClaim("cnf")).isEqualTo(Map.of("jkt", child.agent().key.jkt()));
        assertThat(server.jdbc().sql("SELECT actor FROM issuance WHERE credential_id = ?").param(credential.getJWTID())
                .query(String.class).single()).isEqualTo(
                        "{\"sub\":\"support-agent\",\"act\":{\"sub\":\"support-agent\",\"run_id\":\"" + own.runId() + "\"}}");

        assertThat(child.exchangeOrder().provenBy(own.agent().key).send().refusal())
                .isEqualTo("400 invalid_request proof_key_mismatch");
        assertThat(child.refresh().provenBy(own.agent().key).send().refusal()).isEqualTo("400 invalid_grant proof_key_mismatch");
        AgentInstance.Run later = child.agent().run(child.refresh().send());
        assertThat(ResignedToken.read(later.token()).getJSONObjectClaim("act")).isEqualTo(actors);
        assertThat(later.exchangeOrder().send().status()).isEqualTo(200);
    }

    @Test
    void theAnswerIsThatOfARunAndOfAnExchange() {
        AgentInstance.Run own = run();
        Reply answer = own.openChild(new ChildKey(), ToolCall.run(2, "5.00", ToolCall.refund("5.00"))).send();
        assertThat(answer.text("issued_token_type")).isEqualTo("urn:errand:token-type:run");
        assertThat(answer.text("token_type")).isEqualTo("DPoP");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(300);
        assertThat(answer.json().at("/authorization_details/0/budget/max_calls").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/authorization_details/0/ceiling/0/limits/amount/max").asString()).isEqualTo("5.00");
        assertThat(answer.json().at("/authorization_details/0/ceiling/0/version"))
                .isEqualTo(ownVersion(own, "write:refunds-under-50"));
        assertThat(server.jdbc().sql("SELECT detail FROM event WHERE kind = 'run_opened' AND run_id = ?")
                .param(answer.text("run_id")).query(String.class).single()).endsWith("child of run " + own.runId());
    }

    private static Object ownVersion(AgentInstance.Run own, String scope) {
        int version = stored(own).terms().ceiling().stream()
                .filter(entry -> entry.authority().scope().value().equals(scope)).findFirst().orElseThrow().pinnedVersion();
        return JsonMapper.shared().valueToTree(version);
    }

    /** What is left unsaid is inherited; so is the parent's end. */
    @Test
    void aCeilingThatSaysLessIsTheParentsOwn() {
        AgentInstance.Run own = run();
        Reply answer = own.openChild(new ChildKey(), """
                [{"type":"agent_run","purpose":"All of it","expires_in":28800,"ceiling":[{"scope":"write:refunds-under-50"}],
                  "budget":{"max_calls":10,"totals":{"amount":{"max":"50.00","currency":"USD"}}}}]""").send();
        assertThat(answer.json().at("/authorization_details/0/ceiling/0/identifier").asString()).isEqualTo("order-12345");
        assertThat(answer.json().at("/authorization_details/0/ceiling/0/limits/amount/max").asString()).isEqualTo("40.00");
        assertThat(answer.json().at("/authorization_details/0/expires_in").asInt()).isEqualTo(900);
        refused("400 access_denied budget_exceeded", own, own.exchangeOrder());
    }

    /** TX-15. */
    @Test
    void aChildEndsNoLaterThanItsParent() {
        AgentInstance.Run own = run();
        assertThat(deadline(own.child(1, "", ToolCall.ORDER))).isEqualTo(600);
        server.jdbc().sql("UPDATE run SET deadline = ? WHERE run_id = ?")
                .params(server.clock.instant().plusSeconds(400).atOffset(ZoneOffset.UTC), own.runId()).update();
        AgentInstance.Run child = own.child(3, "", ToolCall.ORDER);
        assertThat(deadline(child)).isEqualTo(400);
        assertThat(deadline(child.child(1, "", ToolCall.ORDER))).isEqualTo(400);
        assertThat(own.openChild(new ChildKey(), ToolCall.run(1, "", ToolCall.ORDER).replace(",\"expires_in\":600", ""))
                .send().json().at("/authorization_details/0/expires_in").asInt()).isEqualTo(400);
    }

    private static long deadline(AgentInstance.Run run) {
        return Duration.between(server.clock.instant(), stored(run).terms().deadline()).toSeconds();
    }

    @Test
    void whatAChildTakesIsGoneWhateverBecomesOfIt() {
        AgentInstance.Run own = run();
        AgentInstance.Run child = own.child(6, "30.00", ToolCall.refund("15.00"));
        assertThat(stored(own).left().calls()).isEqualTo(4);
        assertThat(stored(own).left().totals().get("amount").amountText()).isEqualTo("20.00");
        refused("400 access_denied budget_exceeded", own, own.exchangeRefund("20.01", "USD", "order-12345"));
        assertThat(child.exchangeRefund("15.00", "USD", "order-12345").send().status()).isEqualTo(200);
        assertThat(child.exchangeRefund("15.00", "USD", "order-12345").send().status()).isEqualTo(200);
        refused("400 access_denied budget_exceeded", child, child.exchangeRefund("0.01", "USD", "order-12345"));
        assertThat(child.revoke(child.token()).send().status()).isEqualTo(200);
        assertThat(stored(own).left().calls()).isEqualTo(4);
        assertThat(stored(own).left().totals().get("amount").amountText()).isEqualTo("20.00");
    }

    @Test
    void aCredentialOfAChildLiesInsideTheChildsCeiling() {
        AgentInstance.Run child = run().child(3, "10.00", ToolCall.refund("5.00"));
        refused("400 invalid_scope scope_outside_ceiling", child, child.exchangeOrder());
        refused("400 invalid_authorization_details wider_than_ceiling", child,
                child.exchangeRefund("5.01", "USD", "order-12345"));
        assertThat(child.exchangeRefund("5.00", "USD", "order-12345").send().status()).isEqualTo(200);
    }

    @Test
    void thereAreThreeGenerationsOfChildren() throws Exception {
        List<AgentInstance.Run> line = new ArrayList<>(List.of(run()));
        IntStream.rangeClosed(1, 3).forEach(i -> line.add(line.getLast().child(8 - i, "", ToolCall.ORDER)));
        refused("400 access_denied child_too_deep", line.getLast(),
                line.getLast().openChild(new ChildKey(), ToolCall.run(1, "", ToolCall.ORDER)));
        Map<String, Object> actor = ResignedToken.read(line.getLast().token()).getJSONObjectClaim("act");
        assertThat(actor).doesNotContainKey("run_id");
        for (int i = 2; i >= 0; i--) {
            actor = child(actor);
            assertThat(actor).containsEntry("run_id", line.get(i).runId()).containsEntry("sub", "support-agent");
        }
        assertThat(actor).doesNotContainKey("act");
        assertThat(line.getLast().exchangeOrder().send().status()).isEqualTo(200);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> actor) {
        return (Map<String, Object>) actor.get("act");
    }

    @Test
    void thereAreSixteenChildrenAtATime() {
        AgentInstance.Run own = run();
        server.jdbc().sql("UPDATE run SET max_calls = 100, calls_left = 100 WHERE run_id = ?").param(own.runId()).update();
        List<AgentInstance.Run> children = IntStream.range(0, 16).mapToObj(_ -> own.child(1, "", ToolCall.ORDER)).toList();
        OAuthRequest next = own.openChild(new ChildKey(), ToolCall.run(1, "", ToolCall.ORDER));
        refused("400 access_denied too_many_children", own, next);
        assertThat(children.getFirst().revoke(children.getFirst().token()).send().status()).isEqualTo(200);
        assertThat(own.child(1, "", ToolCall.ORDER).runId()).isNotEmpty();
    }

    /** SE-07. */
    @Test
    void theEndOfAChildIsItsOwn() {
        AgentInstance.Run own = run();
        AgentInstance.Run one = own.child(2, "", ToolCall.ORDER);
        AgentInstance.Run two = own.child(2, "", ToolCall.ORDER);
        assertThat(server.bean(Runs.class).revoke(one.runId(), "a test", RunEnding.ADMIN)).isTrue();
        assertThat(stored(own).state()).isEqualTo(RunState.ACTIVE);
        refused("400 invalid_request run_ended", one, one.exchangeOrder());
        assertThat(own.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(two.exchangeOrder().send().status()).isEqualTo(200);
    }

    /** RT: two hold the child's secret, and neither of them is its parent. */
    @Test
    void aReusedRefreshTokenOfAChildEndsTheChildAndWhatDescendsFromIt() {
        AgentInstance.Run own = run();
        ChildKey key = new ChildKey();
        AgentInstance.Run child = own.heldBy(key, own.openChild(key, ToolCall.run(3, "", ToolCall.ORDER)).send());
        AgentInstance.Run grandchild = child.child(1, "", ToolCall.ORDER);
        assertThat(own.heldBy(key, child.refresh().send()).look().status()).isEqualTo(200);
        refused("400 invalid_grant refresh_reused", child, child.refresh());
        assertThat(refusals.alarms("refresh_reused", child.runId())).isOne();
        assertThat(stored(child).endReason()).isEqualTo("refresh_reused");
        assertThat(stored(grandchild)).extracting(Run::state, Run::endReason)
                .containsExactly(RunState.REVOKED, "parent_ended");
        assertThat(own.exchangeOrder().send().status()).isEqualTo(200);
    }

    /** Whatever a run stands on, its children's children stand on too. */
    @ParameterizedTest
    @MethodSource("dev.errand.authz.attack.Ending#all")
    void nothingComesOutOfTheChildrenOfAnEndedRun(Ending ending) {
        BrowserUser user = new BrowserUser(server);
        user.logIn("admin", "battery staple");
        AgentInstance.Run own = new AgentInstance(server, "other-agent", server.otherAgentKey).run(user);
        AgentInstance.Run child = own.child(3, "", ToolCall.ORDER);
        AgentInstance.Run grandchild = child.child(2, "", ToolCall.ORDER);
        assertThat(grandchild.exchangeOrder().send().status()).isEqualTo(200);
        Ending.Scene scene = new Ending.Scene(server, user, own);
        ending.happens().accept(scene);
        for (AgentInstance.Run run : List.of(own, child, grandchild)) {
            Refusals.Named named = new Refusals.Named("other-agent", run.runId());
            refusals.demand(Row.of(ending.attack(), r -> r, ending.exchange()), run.exchangeOrder(), named);
            refusals.demand(Row.of(ending.attack(), r -> r, ending.refresh()), run.refresh(), named);
        }
        refusals.demand(Row.of(ending.attack(), r -> r, ending.exchange()),
                own.openChild(new ChildKey(), ToolCall.run(1, "", ToolCall.ORDER)),
                new Refusals.Named("other-agent", own.runId()));
        scene.restore();
        assertThat(grandchild.exchangeOrder().send().status()).as("an ending is for good").isEqualTo(400);
    }

    @Test
    void anEndingIsWrittenDownForEachOfThem() {
        AgentInstance.Run own = run();
        AgentInstance.Run child = own.child(3, "", ToolCall.ORDER);
        AgentInstance.Run grandchild = child.child(1, "", ToolCall.ORDER);
        assertThat(own.revoke(own.token()).send().status()).isEqualTo(200);
        assertThat(stored(own).state()).isEqualTo(RunState.COMPLETED);
        for (AgentInstance.Run run : List.of(child, grandchild)) {
            assertThat(stored(run)).extracting(Run::state, Run::endReason)
                    .containsExactly(RunState.REVOKED, "parent_ended");
            assertThat(server.jdbc().sql("SELECT count(*) FROM event WHERE kind = 'run_revoked' AND run_id = ?")
                    .param(run.runId()).query(Integer.class).single()).isOne();
        }
    }

    @Test
    void administratorsSeeWhatWasOpenedFromWhat() {
        AgentInstance.Run own = run();
        AgentInstance.Run child = own.child(3, "", ToolCall.ORDER);
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        assertThat(admin.get("/console/runs/" + own.runId()).body()).contains("href=\"/console/runs/" + child.runId() + "\"");
        assertThat(admin.get("/console/runs/" + child.runId()).body()).contains("href=\"/console/runs/" + own.runId() + "\"");
        JsonNode parents = admin.get("/admin/api/v1/runs/" + own.runId()).json();
        assertThat(parents.path("parent_run_id").isNull()).isTrue();
        assertThat(parents.path("children").path(0).asString()).isEqualTo(child.runId());
        assertThat(admin.get("/admin/api/v1/runs/" + child.runId()).text("parent_run_id")).isEqualTo(own.runId());
        JsonNode radius = admin.get("/admin/api/v1/runs/" + own.runId() + "/blast-radius").json();
        assertThat(radius.path("children").path(0).path("run_id").asString()).isEqualTo(child.runId());
        assertThat(radius.at("/children/0/drawable/calls").asInt()).isEqualTo(3);
        assertThat(radius.at("/now/calls").asInt()).isEqualTo(10);
    }

    @Test
    void whatMayNeverBeHeldTogetherCountsInParentAndChild() {
        AgentInstance.Run own = new AgentInstance(server).run(BrowserUser.alice(server), ToolCall.MAIL, ToolCall.VOUCHER);
        AgentInstance.Run child = own.child(3, "", ToolCall.MAIL);
        AgentInstance.Run sibling = own.child(3, "", ToolCall.VOUCHER);
        assertThat(child.exchange(ToolCall.MAIL).send().status()).isEqualTo(200);
        refused("400 access_denied never_together", own, own.exchange(ToolCall.VOUCHER));
        refused("400 access_denied never_together", sibling, sibling.exchange(ToolCall.VOUCHER));
        assertThat(own.exchange(ToolCall.MAIL).send().status()).isEqualTo(200);
    }
}
