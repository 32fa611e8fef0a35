package dev.errand.sample.agent.nodes;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.crash.Postgres;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.AgentClient;
import dev.errand.sample.agent.oauth.AuthorizationCode;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.PushedRequest;
import dev.errand.sample.agent.oauth.RunDetails;
import dev.errand.sample.agent.oauth.RunDetails.Budget;
import dev.errand.sample.agent.oauth.RunDetails.Part;
import dev.errand.sample.agent.oauth.RunTokens;
import dev.errand.sample.agent.oauth.ServerMetadata;
import dev.errand.sample.agent.stage.Jars;
import dev.errand.sample.agent.stage.TwoNodes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes on one PostgreSQL: what one of them has acknowledged counts on the other, whoever asks it at the same
 * moment. A few rounds in every build, two hundred with {@code -Pfull}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {

    private static final int ROUNDS = Boolean.getBoolean("errand.full") ? 200 : 4;
    private static final int[] THREADS = {2, 8, 32, 64};
    private static final int CALLS = 5;
    private static final String ORDER = "order-12345";
    private static final String READ = "read:orders";
    private static final RunDetails RUN = new RunDetails("Ask both nodes at once", Duration.ofMinutes(15),
            List.of(new Part(READ, ORDER, Map.of())), new Budget(1000, Map.of()));
    private static final RunDetails SMALL = new RunDetails("Ask both nodes at once", Duration.ofMinutes(15),
            List.of(new Part(READ, ORDER, Map.of())), new Budget(CALLS, Map.of()));

    private static final int PART = 2;
    private static final RunDetails CHILD = new RunDetails("A part of it", Duration.ofMinutes(5),
            List.of(new Part(READ, ORDER, Map.of())), new Budget(PART, Map.of()));
    private static final int CODES = 7;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static Postgres database;
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        database = Postgres.start(RANDOM);
        Map<String, String> properties = new HashMap<>(database.properties());
        properties.put("errand.session-idle", "PT8H");
        // How long a request waits for its turn depends on the machine, and who wins must not.
        properties.putAll(Map.of("errand.store.timeout", "60s", "errand.login.hash-wait", "60s",
                "spring.datasource.hikari.connection-timeout", "60000", "spring.datasource.hikari.connection-init-sql",
                "SET lock_timeout = 60000", "spring.transaction.default-timeout", "60s"));
        nodes = new TwoNodes(Jars.builtIn(Path.of(System.getProperty("errand.home", ".."))), RANDOM, properties);
        nodes.start();
    }

    @AfterAll
    static void end() {
        nodes.close();
        database.close();
    }

    @Test
    @Order(1)
    void aRefreshTokenHasOneSuccessorHoweverManyAskAndWherever() {
        for (int round = 0; round < ROUNDS; round++) {
            Errand errand = new Errand(RUN);
            String token = errand.run.refreshToken();
            List<Reply<RunTokens>> answers = atOnce(IntStream.range(0, THREADS[round % THREADS.length])
                    .<Callable<Reply<RunTokens>>>mapToObj(_ -> () -> errand.client.refresh(token)).toList());

            Set<String> successors = new TreeSet<>();
            answers.forEach(answer -> {
                if (answer instanceof Reply.Granted<RunTokens>(RunTokens tokens)) {
                    successors.add(tokens.refreshToken());
                }
            });
            assertThat(successors).as("round %s", round).hasSize(1);
        }
    }

    @Test
    @Order(2)
    void noBudgetIsExceededHoweverManyDrawAndWherever() {
        for (int round = 0; round < ROUNDS; round++) {
            Errand errand = new Errand(SMALL);
            List<Boolean> granted = atOnce(IntStream.range(0, THREADS[round % THREADS.length])
                    .<Callable<Boolean>>mapToObj(_ -> errand::draws).toList());

            long drawn = granted.stream().filter(one -> one).count();
            while (errand.draws()) {
                drawn++;
            }
            assertThat(drawn).as("round %s", round).isEqualTo(CALLS);
        }
    }

    /** Half of them draw, and half open runs for other instances, which draw what they were given to its end. */
    @Test
    @Order(3)
    void norIsItOverARunAndTheRunsOutOfIt() {
        for (int round = 0; round < ROUNDS; round++) {
            Errand errand = new Errand(SMALL);
            List<Integer> granted = atOnce(IntStream.range(0, THREADS[round % THREADS.length])
                    .<Callable<Integer>>mapToObj(i -> i % 2 == 0 ? errand::givesAway : () -> errand.draws() ? 1 : 0).toList());

            int drawn = granted.stream().mapToInt(Integer::intValue).sum();
            while (errand.draws()) {
                drawn++;
            }
            assertThat(drawn).as("round %s", round).isEqualTo(CALLS);
        }
    }

    @Test
    @Order(4)
    void nothingIsIssuedByEitherNodeOnceALogoutWasAcknowledged() {
        for (int round = 0; round < ROUNDS; round++) {
            Errand errand = new Errand(RUN);
            AtomicBoolean ended = new AtomicBoolean();
            List<Callable<Boolean>> callers = new ArrayList<>(IntStream.range(0, THREADS[round % THREADS.length] - 1)
                    .<Callable<Boolean>>mapToObj(_ -> () -> errand.drawsAfter(ended)).toList());
            callers.add(() -> {
                errand.user.logOut();
                ended.set(true);
                return false;
            });

            assertThat(atOnce(callers)).as("round %s: drawn after the logout", round).doesNotContain(true);
            assertThat(errand.draws()).as("twin: at last nothing is drawn").isFalse();
        }
    }

    /** Runs that are being opened while their session ends: each ends with it, or is not opened. */
    @Test
    @Order(5)
    void norByARunThatWasBeingOpened() {
        AtomicInteger opened = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            Person user = new Person(nodes.user(), nodes.issuer());
            CountDownLatch logout = new CountDownLatch(1);
            List<Callable<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < Math.min(CODES, THREADS[round % THREADS.length] - 1); i++) {
                Opening opening = new Opening(user);
                callers.add(() -> opening.drawsAfter(logout, opened));
            }
            callers.add(() -> {
                try {
                    user.logOut();
                } finally {
                    logout.countDown();
                }
                return false;
            });

            assertThat(atOnce(callers)).as("round %s: drawn after the logout", round).doesNotContain(true);
        }
        assertThat(opened).as("runs that were opened in time").hasPositiveValue();
    }

    @Test
    @Order(6)
    void whatHasEndedStaysSoWhenBothWereKilledAndStartedAgain() {
        Errand over = new Errand(RUN);
        Errand alive = new Errand(RUN);
        over.user.logOut();
        nodes.kill();
        nodes.start();

        assertThat(IntStream.range(0, 4).mapToObj(_ -> over.draws())).as("by either node").doesNotContain(true);
        assertThat(over.client.refresh(over.run.refreshToken())).isInstanceOf(Reply.Refused.class);
        assertThat(alive.draws()).as("twin").isTrue();
    }

    private static AgentClient instance() {
        return new AgentClient(ServerMetadata.discover(nodes.issuer()), nodes.agent(), DPoPKey.generate(),
                InstantSource.system(), RANDOM);
    }

    private static AuthorizationCode code(AgentClient client, Person user, RunDetails details) {
        PushedRequest pushed = client.push(details).value("The pushed authorization request");
        return pushed.code(user.approve(user.follow(pushed.authorizeUri())));
    }

    private static boolean draws(AgentClient client, RunTokens run) {
        CallDetails reading = new CallDetails(READ, nodes.orders(), "read-order", ORDER, Map.of());
        return client.exchange(run, reading) instanceof Reply.Granted<?>;
    }

    /** A code of an agent instance of its own, in the session of this user. */
    private static final class Opening {

        private final AgentClient client = instance();
        private final AuthorizationCode code;

        Opening(Person user) {
            this.code = code(client, user, RUN);
        }

        /** Redeems the code, and whether that or an exchange that began after the end was granted. */
        boolean drawsAfter(CountDownLatch logout, AtomicInteger opened) throws InterruptedException {
            boolean after = logout.getCount() == 0;
            if (!(client.redeem(code) instanceof Reply.Granted<RunTokens>(RunTokens run))) {
                return false;
            }
            opened.incrementAndGet();
            logout.await();
            return after || draws(client, run) || client.refresh(run.refreshToken()) instanceof Reply.Granted<?>;
        }
    }

    /** A run of an agent instance of its own, by a user at a browser of their own. */
    private static final class Errand {

        private static final int DRAWS = 20;

        private final AgentClient client = instance();
        private final Person user = new Person(nodes.user(), nodes.issuer());
        private final RunTokens run;

        Errand(RunDetails details) {
            this.run = client.redeem(code(client, user, details)).value("The run");
        }

        boolean draws() {
            return TwoNodesIT.draws(client, run);
        }

        /** Opens a run for another instance, which draws it to its end. @return how much that was */
        int givesAway() {
            ChildInstance other = new ChildInstance(ServerMetadata.discover(nodes.issuer()), nodes.agent(), RANDOM);
            int drawn = 0;
            if (client.openChild(run, CHILD, other.actorToken(run)) instanceof Reply.Granted<RunTokens>(RunTokens child)) {
                AgentClient instance = other.client();
                while (TwoNodesIT.draws(instance, child)) {
                    drawn++;
                }
                assertThat(drawn).as("what was given away").isEqualTo(PART);
            }
            return drawn;
        }

        /** Draws until it is refused, and whether something was drawn by a request that began after the end. */
        boolean drawsAfter(AtomicBoolean ended) {
            for (int i = 0; i < DRAWS; i++) {
                boolean after = ended.get();
                boolean drawn = draws();
                if (!drawn || after) {
                    return drawn && after;
                }
            }
            return ended.get() && draws();
        }

    }

    private static <T> List<T> atOnce(List<Callable<T>> callers) {
        CyclicBarrier barrier = new CyclicBarrier(callers.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = callers.stream().map(caller -> threads.submit(() -> {
                barrier.await();
                return caller.call();
            })).toList();
            List<T> values = new ArrayList<>();
            for (Future<T> answer : answers) {
                values.add(answer.get());
            }
            return values;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

}
