package dev.errand.authz.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientRole;

/**
 * The administrative client of a server that starts with the samples: its first start registers {@value #CLIENT_ID} and
 * hands the private key to whoever runs the server, in a file that nobody else can read, so that the command line works
 * at once. A server with a set-up file of its own has the administrative clients that the file names, and no other.
 */
@Component
final class LocalClient {

    static final String CLIENT_ID = "errand-cli";

    private static final Logger LOG = LoggerFactory.getLogger(LocalClient.class);

    private final Agents agents;
    private final SecureRandom random;
    private final Path file;

    LocalClient(Agents agents, SecureRandom random, DataDirectory data) {
        this.agents = agents;
        this.random = random;
        this.file = data.path().resolve("admin-client.jwk");
    }

    /** Of nodes that start together, one registers the client, and its key is the one that is written down. */
    void register(String by) {
        ECKey key = generate();
        Agent client = Agent.administrative(CLIENT_ID, "Command line", new JWKSet(key.toPublicJWK()),
                Set.of(ClientRole.ADMIN), true);
        if (agents.registerIfAbsent(client, by)) {
            write(key);
            LOG.info("The key of the administrative client {} is in {}", CLIENT_ID, file);
        }
    }

    /** In place of one that is left from another database: its key is registered no longer. */
    private void write(ECKey key) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            OwnerOnly.create(fresh);
            Files.writeString(fresh, key.toJSONString() + System.lineSeparator());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException ex) {
            throw new UncheckedIOException("The key of the administrative client cannot be written to " + file, ex);
        }
    }

    private ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256).secureRandom(random).keyIDFromThumbprint(true).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException("this JDK makes no P-256 keys", ex);
        }
    }
}
