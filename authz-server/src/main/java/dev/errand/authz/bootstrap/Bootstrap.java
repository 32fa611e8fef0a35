package dev.errand.authz.bootstrap;

import dev.errand.authz.agent.Agents;
import dev.errand.authz.user.Users;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

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
    private final TransactionTemplate transaction;

    Bootstrap(SetUpSource source, Users users, Agents agents, ToolScopeAdmin registry, InitialPasswords passwords,
            TransactionTemplate transaction) {
        this.source = source;
        this.users = users;
        this.agents = agents;
        this.registry = registry;
        this.passwords = passwords;
        this.transaction = transaction;
    }

    @Override
    public void afterPropertiesSet() {
        SetUp setUp = source.setUp();
        String by = "set-up file " + source.name();
        transaction.executeWithoutResult(status -> {
            registry.apply(setUp.registry(), by);
            setUp.agents().forEach(agent -> agents.register(agent, by));
            setUp.users().forEach(user -> register(user, by));
        });
        LOG.info("Set up from {}: {} tools, {} scopes, {} agents, {} users", source.name(),
                setUp.registry().tools().size(), setUp.registry().scopes().size(), setUp.agents().size(),
                setUp.users().size());
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
