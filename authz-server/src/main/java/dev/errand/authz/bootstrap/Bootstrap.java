package dev.errand.authz.bootstrap;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.Agents;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.user.Users;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;

/**
 * Applies the set-up file before the server answers anybody: all of it or nothing, and idempotently, so that the same
 * file at every start changes nothing.
 */
@Component
final class Bootstrap implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    private final SetUpSource source;
    private final Users users;
    private final Agents agents;
    private final ToolScopeAdmin registry;
    private final InitialPasswords passwords;
    private final Issuer issuer;
    private final TransactionTemplate transaction;

    Bootstrap(SetUpSource source, Users users, Agents agents, ToolScopeAdmin registry, InitialPasswords passwords,
            Issuer issuer, TransactionTemplate transaction) {
        this.source = source;
        this.users = users;
        this.agents = agents;
        this.registry = registry;
        this.passwords = passwords;
        this.issuer = issuer;
        this.transaction = transaction;
    }

    @Override
    public void afterPropertiesSet() {
        SetUp setUp = source.setUp();
        String by = "set-up file " + source.name();
        refuseOwnResources(setUp.registry());
        transaction.executeWithoutResult(status -> {
            registry.apply(setUp.registry(), by);
            setUp.agents().forEach(agent -> agents.register(agent, by));
            setUp.users().forEach(user -> register(user, by));
        });
        LOG.info("Set up from {}: {} tools, {} scopes, {} agents, {} users", source.name(),
                setUp.registry().tools().size(), setUp.registry().scopes().size(), setUp.agents().size(),
                setUp.users().size());
    }

    /** A tool under the issuer's own address could have its credentials taken for tokens of this server. */
    private void refuseOwnResources(RegistryDocument registry) {
        registry.tools().stream().map(RegisteredTool::resource)
                .filter(resource -> resource.equals(issuer.value()) || resource.startsWith(issuer.value() + "/"))
                .findFirst().ifPresent(resource -> {
                    throw new IllegalStateException("The set-up file " + source.name() + ": the tool " + resource
                            + " lies at or under the issuer.");
                });
    }

    private void register(SetUp.NewUser user, String by) {
        Optional<String> hash = user.passwordHash().or(() -> user.password().map(users::hash));
        if (hash.isPresent()) {
            users.register(user.account(), hash.get(), by);
        } else if (users.find(user.account().subject()).isEmpty()) {
            String password = passwords.generate(user.account().username());
            users.register(user.account(), users.hash(password), by);
        }
    }
}
