package dev.errand.authz.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientRole;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.UserDisabled;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.upstream.UpstreamAccounts;
import dev.errand.toolscope.registry.Approval;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.InMemoryRegistry;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the set-up file does at each start of a server, on one database. */
class BootstrapTest {

    private static final String ALICE = """
            users:
              - {subject: user-1, username: alice, display_name: Alice, roles: [user]}
            """;
    private static final String BOB = """
            users:
              - {subject: user-2, username: bob, display_name: Bob, password: correct horse, roles: [user]}
            """;

    private static final String TOOL = """
            tools:
              - {resource: "https://orders.example", name: Orders, jwks: {keys: []}}
            """;
    private static final String SCOPES = """
            scopes:
              - name: read:orders
                tool: https://orders.example
                description: Read one order
                effect: read
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions: [{name: read-order, parameters: {}}]
              - name: cancel:orders
                tool: https://orders.example
                description: Cancel one order
                effect: write
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions: [{name: cancel-order, parameters: {}}]
            """;

    @TempDir
    private Path data;

    private Leaves leaves;
    private Heard heard;
    private boolean samples;
    private ToolScopeAdmin registry;

    @BeforeEach
    void open() {
        leaves = new Leaves(TestDatabase.H2);
        registry = new InMemoryRegistry(leaves.clock);
        heard = new Heard();
    }

    /** A listener like those that end runs and sessions. */
    static final class Heard {

        final List<Object> events = new ArrayList<>();

        @EventListener({AgentChanged.class, UserDisabled.class})
        void on(Object event) {
            events.add(event);
        }
    }

    /** Starts a server as far as the set-up file goes, and stops it. */
    private void start(String yaml) {
        try (AnnotationConfigApplicationContext server = new AnnotationConfigApplicationContext()) {
            server.register(Bootstrap.class, AppliedEntries.class, InitialPasswords.class, LocalClient.class, Secrets.class,
                    Users.class, Agents.class,
                    UpstreamAccounts.class);
            server.registerBean(Heard.class, () -> heard);
            server.registerBean(DataDirectory.class, () -> new DataDirectory(data));
            server.registerBean(SetUpSource.class, () -> new SetUpSource(
                    new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)), samples));
            server.registerBean(Issuer.class, () -> new Issuer("https://as.example"));
            server.registerBean(ToolScopeAdmin.class, () -> registry);
            server.registerBean(SecureRandom.class, () -> new SecureRandom());
            server.registerBean(JdbcClient.class, () -> leaves.jdbc);
            server.registerBean(Ledger.class, () -> leaves.ledger);
            server.registerBean(InstantSource.class, () -> leaves.clock);
            server.registerBean(PlatformTransactionManager.class, leaves.transaction::getTransactionManager);
            server.refresh();
        }
    }

    private List<String> initialPasswords() throws IOException {
        Path file = data.resolve("initial-passwords");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private long changes() {
        return leaves.count("event", "kind = 'user_changed'");
    }

    @Test
    void linksUsersOfOtherProvidersOnce() {
        String linked = ALICE.replace("roles: [user]",
                "roles: [user], upstream: [{issuer: \"https://op.example\", subject: alice-there}]");
        start(linked);
        start(linked);
        assertThat(leaves.count("upstream_account", "upstream_subject = 'alice-there' and subject = 'user-1'")).isOne();
        assertThat(leaves.count("event", "kind = 'upstream_linked'")).isOne();
        assertThatThrownBy(() -> start(linked.replace("user-1", "user-3").replace("username: alice", "username: al")))
                .hasStackTraceContaining("another account's already");
        assertThat(leaves.count("user_account", "subject = 'user-3'")).isZero();
    }

    @Test
    void startingTwiceChangesNoUser() {
        start(BOB);
        start(BOB);

        assertThat(changes()).isZero();
        assertThat(leaves.users.authenticate("bob", "correct horse")).isPresent();
    }

    @Test
    void anotherPasswordInTheFileIsAChange() {
        start(BOB);
        start(BOB.replace("correct horse", "battery staple"));

        assertThat(changes()).isOne();
        assertThat(leaves.users.authenticate("bob", "battery staple")).isPresent();
        assertThat(leaves.users.authenticate("bob", "correct horse")).isEmpty();
    }

    @Test
    void aFirstPasswordIsWrittenDownOnceAndIsTheOneThatWorks() throws IOException {
        start(ALICE);
        start(ALICE);

        assertThat(initialPasswords()).singleElement().asString().startsWith("alice ").satisfies(line -> assertThat(
                leaves.users.authenticate("alice", line.substring("alice ".length()))).isPresent());
        assertThat(changes()).isZero();
    }

    @Test
    void aUserThatAnotherNodeMadeKeepsItsPassword() throws IOException {
        leaves.users.register(new UserAccount("user-1", "alice", "Alice", Set.of(Role.USER), true),
                leaves.users.hash("made elsewhere"), "another node");
        start(ALICE);

        assertThat(initialPasswords()).isEmpty();
        assertThat(leaves.users.authenticate("alice", "made elsewhere")).isPresent();
    }

    @Test
    void aUserWithoutPasswordInTheFileGetsItsOtherChanges() throws IOException {
        start(ALICE);
        String password = initialPasswords().getFirst().substring("alice ".length());
        start(ALICE.replace("Alice", "Alice B.").replace("[user]", "[user, auditor]"));

        assertThat(leaves.users.authenticate("alice", password))
                .contains(new UserAccount("user-1", "alice", "Alice B.", Set.of(Role.USER, Role.AUDITOR), true));
        assertThat(changes()).isOne();
        assertThat(heard.events).isEmpty();

        start(ALICE.replace("roles", "enabled: false, roles"));
        assertThat(leaves.users.authenticate("alice", password)).isEmpty();
        assertThat(heard.events).isNotEmpty().containsOnly(new UserDisabled("user-1"));
    }

    @Test
    void listenersHearOfAKeyThatTheFileTookAway() throws Exception {
        ECKey kept = new ECKeyGenerator(Curve.P_256).keyID("kept").generate().toPublicJWK();
        ECKey removed = new ECKeyGenerator(Curve.P_256).keyID("removed").generate().toPublicJWK();
        start(agent(kept, removed));
        start(agent(kept, removed));
        assertThat(heard.events).isEmpty();

        start(agent(kept));
        assertThat(heard.events)
                .containsExactly(new AgentChanged("agent-1", true, Set.of(kept.computeThumbprint().toString()), true));
    }

    /** What somebody disabled, removed or retired while the server ran is not undone because a node starts. */
    @Test
    void whatWasChangedSinceStays() throws Exception {
        ECKey kept = new ECKeyGenerator(Curve.P_256).keyID("kept").generate().toPublicJWK();
        ECKey stolen = new ECKeyGenerator(Curve.P_256).keyID("stolen").generate().toPublicJWK();
        String file = BOB + agent(kept, stolen) + TOOL + SCOPES;
        start(file);
        Agent agent = leaves.agents.find("agent-1").orElseThrow();
        leaves.agents.register(new Agent("agent-1", agent.name(), agent.method(), new JWKSet(kept), agent.redirectUris(),
                agent.allowedScopes(), false), "an-admin");
        UserAccount bob = leaves.users.find("user-2").orElseThrow();
        leaves.users.update(new UserAccount("user-2", "bob", "Bob", bob.roles(), false), "an-admin");
        registry.retire(new EntryName(EntryKind.SCOPE, "read:orders"), new Change("an-admin", "not any more"));
        start(file);

        assertThat(leaves.agents.find("agent-1")).get().satisfies(now -> {
            assertThat(now.enabled()).isFalse();
            assertThat(now.jwks().getKeys()).containsExactly(kept);
        });
        assertThat(leaves.users.find("user-2")).get().extracting(UserAccount::enabled).isEqualTo(false);
        assertThat(inForce()).containsExactly("cancel:orders");

        // An entry that says something else is applied, and that one alone.
        start(file.replace("Cancel one order", "Cancel an order").replace("name: Orders", "name: All orders"));
        assertThat(inForce()).containsExactly("cancel:orders");
        assertThat(((InMemoryRegistry) registry).document().tools()).extracting(RegisteredTool::name)
                .containsExactly("All orders");
        assertThat(registry.history(new EntryName(EntryKind.SCOPE, "cancel:orders"))).hasSize(2);
        assertThat(leaves.agents.find("agent-1")).get().extracting(Agent::enabled).isEqualTo(false);

        start(file.replace("client_id: agent-1", "client_id: agent-1\n    enabled: true"));
        assertThat(leaves.agents.find("agent-1")).get().extracting(Agent::enabled).isEqualTo(true);
        assertThat(leaves.users.find("user-2")).get().extracting(UserAccount::enabled).isEqualTo(false);
    }

    private List<String> inForce() {
        RegistryDocument document = ((InMemoryRegistry) registry).document();
        return document.names().filter(entry -> entry.kind() == EntryKind.SCOPE && !document.retired(entry))
                .map(EntryName::name).toList();
    }

    /** An account's password may be its user's own choice by now; another word in the file is the operator's. */
    @ParameterizedTest
    @ValueSource(strings = {"password: correct horse", "password_hash: \"$HASH\""})
    void aPasswordIsSetAgainOnlyIfTheFileSaysAnother(String word) {
        String file = BOB.replace("password: correct horse", word.replace("$HASH", leaves.users.hash("correct horse")));
        start(file);
        UserAccount bob = leaves.users.find("user-2").orElseThrow();
        leaves.users.register(bob, leaves.users.hash("of my own choice"), "user-2");
        start(file);
        start(file.replace("[user]", "[user, auditor]"));

        assertThat(leaves.users.authenticate("bob", "of my own choice")).get().extracting(UserAccount::roles)
                .isEqualTo(Set.of(Role.USER, Role.AUDITOR));
        start(BOB.replace("correct horse", "battery staple"));
        assertThat(leaves.users.authenticate("bob", "battery staple")).isPresent();
        assertThat(leaves.users.authenticate("bob", "of my own choice")).isEmpty();
    }

    /** The order of an entry's members says nothing, and a digest of a password would tell it to whoever guesses. */
    @Test
    void theDigestIsOfTheEntryWithoutItsPassword() {
        start(BOB);
        List<String> said = digests();
        start(BOB.replace("subject: user-2, username: bob", "username: bob, subject: user-2"));
        assertThat(digests()).isEqualTo(said);
        start(BOB.replace("correct horse", "battery staple"));

        assertThat(digests()).isEqualTo(said);
        assertThat(leaves.jdbc.sql("select password_hash from set_up_entry").query(String.class).single())
                .startsWith("{argon2}");
    }

    private List<String> digests() {
        return leaves.jdbc.sql("select digest from set_up_entry order by kind, name").query(String.class).list();
    }

    /** Requests have seconds; a file with many users takes longer, because passwords are hashed slowly on purpose. */
    @Test
    void theTimeoutOfRequestsDoesNotCutTheSetUpShort() {
        JdbcTransactionManager transactions = (JdbcTransactionManager) leaves.transaction.getTransactionManager();
        transactions.setDefaultTimeout(1);
        List<Integer> secondsLeft = new ArrayList<>();
        registry = new InMemoryRegistry(leaves.clock,
                change -> secondsLeft.add(((ConnectionHolder) TransactionSynchronizationManager
                        .getResource(transactions.getDataSource())).getTimeToLiveInSeconds()),
                Approval.NOT_NEEDED);
        start(BOB + """
                tools:
                  - {resource: "https://orders.example", name: Orders, jwks: {keys: []}}
                """);

        assertThat(secondsLeft).singleElement().satisfies(seconds -> assertThat(seconds).isGreaterThan(60));
        assertThat(leaves.users.authenticate("bob", "correct horse")).isPresent();
    }

    @Test
    void theFirstStartWithTheSamplesHandsOverTheKeyOfAnAdministrativeClient() throws Exception {
        samples = true;
        start(BOB);
        Path file = data.resolve("admin-client.jwk");
        ECKey key = ECKey.parse(Files.readString(file));
        start(BOB);

        assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
        assertThat(leaves.agents.find("errand-cli")).hasValueSatisfying(client -> {
            assertThat(client.roles()).containsExactly(ClientRole.ADMIN);
            assertThat(client.jwks().getKeys()).containsExactly(key.toPublicJWK());
        });
        assertThat(ECKey.parse(Files.readString(file))).isEqualTo(key);
    }

    @Test
    void aServerWithAFileOfItsOwnHasNoSuchClient() {
        start(BOB);
        assertThat(leaves.agents.find("errand-cli")).isEmpty();
        assertThat(data.resolve("admin-client.jwk")).doesNotExist();
    }

    private static String agent(ECKey... keys) {
        return """
                agents:
                  - client_id: agent-1
                    method: private_key_jwt
                    jwks: %s
                    redirect_uris: ["http://127.0.0.1/callback"]
                    allowed_scopes: ["read:orders"]
                """.formatted(new JWKSet(List.of(keys)).toString());
    }
}
