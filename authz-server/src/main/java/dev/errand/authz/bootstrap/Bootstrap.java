package dev.errand.authz.bootstrap;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.Agents;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.upstream.UpstreamAccounts;
import dev.errand.authz.user.upstream.UpstreamIdentity;
import dev.errand.toolscope.registry.Applied;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;

/**
 * Applies the set-up file before the server answers anybody: all of it or nothing, and idempotently, so that the same
 * file at every start changes nothing. It waits until every bean is there, because only then do the listeners hear that
 * an agent or a user is disabled.
 */
@Component
final class Bootstrap implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    /** Passwords are hashed in between, slowly by design: many users take longer than any request may. */
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final SetUpSource source;
    private final AppliedEntries applied;
    private final Users users;
    private final UpstreamAccounts upstream;
    private final Agents agents;
    private final ToolScopeAdmin registry;
    private final InitialPasswords passwords;
    private final LocalClient localClient;
    private final Issuer issuer;
    private final TransactionTemplate transaction;

    Bootstrap(SetUpSource source, AppliedEntries applied, Users users, UpstreamAccounts upstream, Agents agents,
            ToolScopeAdmin registry,
            InitialPasswords passwords, LocalClient localClient, Issuer issuer, PlatformTransactionManager transactions) {
        this.source = source;
        this.applied = applied;
        this.users = users;
        this.upstream = upstream;
        this.agents = agents;
        this.registry = registry;
        this.passwords = passwords;
        this.localClient = localClient;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout((int) AT_MOST.toSeconds());
    }

    @Override
    public void afterSingletonsInstantiated() {
        SetUp setUp = source.setUp();
        String by = "set-up file " + source.name();
        refuseOwnResources(setUp.registry());
        transaction.executeWithoutResult(status -> {
            NewEntries fresh = new NewEntries(setUp.digests(), applied, users);
            // A credential is given out with its user, agent and scopes locked in this order.
            setUp.users().forEach(user -> register(user, fresh, by));
            setUp.agents().stream().filter(agent -> fresh.claim(FileEntry.client(agent.clientId())))
                    .forEach(agent -> agents.register(agent, by));
            if (source.samples()) {
                localClient.register(by);
            }
            apply(setUp.registry(), fresh, by);
            LOG.info("{} of the entries of {} are new or say something new; the others stay as they are registered",
                    fresh.claimed(), source.name());
        });
        LOG.info("Set up from {}: {} tools, {} scopes, {} compositions, {} rules, {} agents, {} users", source.name(),
                setUp.registry().tools().size(), setUp.registry().scopes().size(), setUp.registry().compositions().size(),
                setUp.registry().neverTogether().size(), setUp.agents().size(),
                setUp.users().size());
    }

    private void apply(RegistryDocument document, NewEntries fresh, String by) {
        Set<EntryName> claimed = document.names().filter(entry -> fresh.claim(FileEntry.of(entry)))
                .collect(Collectors.toSet());
        if (!claimed.isEmpty() && registry.apply(document, claimed::contains, new Change(by,
                "start of the server")) instanceof Applied.Refused refused) {
            throw new IllegalStateException("The set-up file " + source.name() + ": " + refused.member() + " "
                    + refused.problem() + ", with what is registered already.");
        }
    }

    /** A tool under the issuer's own address could have its credentials taken for tokens of this server. */
    private void refuseOwnResources(RegistryDocument registry) {
        registry.tools().stream().map(RegisteredTool::resource)
                .filter(issuer::contains).findFirst().ifPresent(resource -> {
                    throw new IllegalStateException("The set-up file " + source.name() + ": the tool " + resource
                            + " lies at or under the issuer.");
                });
    }

    private void register(SetUp.NewUser user, NewEntries fresh, String by) {
        switch (fresh.claim(user)) {
            case NOTHING -> {
                return;
            }
            // The password that the account has may be of its user's choice since.
            case ALL_BUT_ITS_PASSWORD -> users.update(user.account(), by);
            case EVERYTHING -> registerAll(user, by);
        }
        user.upstream().forEach(identity -> link(identity, user.account().subject(), by));
    }

    private void registerAll(SetUp.NewUser user, String by) {
        if (user.passwordHash().isPresent()) {
            users.register(user.account(), user.passwordHash().get(), by);
        } else if (user.password().isPresent()) {
            users.registerWithPassword(user.account(), user.password().get(), by);
        } else {
            registerWithoutPassword(user.account(), by);
        }
    }

    private void link(UpstreamIdentity identity, String subject, String by) {
        if (!upstream.link(identity, subject, by)) {
            throw new IllegalStateException("The set-up file " + source.name() + ": the user of " + identity.issuer()
                    + " who is linked to " + subject + " is another account's already.");
        }
    }

    /** Of nodes that start together, one makes the account, and its password is the one that is written down. */
    private void registerWithoutPassword(UserAccount account, String by) {
        String password = passwords.next();
        if (users.registerIfAbsent(account, users.hash(password), by)) {
            passwords.write(account.username(), password);
        } else {
            users.update(account, by);
        }
    }
}
