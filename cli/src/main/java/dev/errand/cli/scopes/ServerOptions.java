package dev.errand.cli.scopes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.InstantSource;

import com.nimbusds.jose.jwk.ECKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, and as whom. The defaults are those of a local {@code ./errand serve}. */
final class ServerOptions {

    @Option(names = "--server", paramLabel = "URL", defaultValue = "http://localhost:9000", description = "The server's issuer URL (default: ${DEFAULT-VALUE}).")
    private String server = "";

    @Option(names = "--client-id", paramLabel = "ID", defaultValue = "errand-cli", description = "The administrative client (default: ${DEFAULT-VALUE}).")
    private String clientId = "";

    @Option(names = "--key", paramLabel = "FILE", description = "Its private key, a JWK (default: data/serve/admin-client.jwk, which ./errand serve writes).")
    private @Nullable Path key;

    private final Path home;

    ServerOptions(Path home) {
        this.home = home;
    }

    /**
     * The server's registry.
     *
     * @throws UnusableFile if there is no key
     */
    RegistryApi registry() {
        String issuer = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        return new RegistryApi(new AdminSession(issuer, clientId, privateKey(), InstantSource.system(), new SecureRandom()));
    }

    private ECKey privateKey() {
        Path file = key == null ? home.resolve("data/serve/admin-client.jwk") : key;
        try {
            ECKey jwk = ECKey.parse(Files.readString(file));
            if (!jwk.isPrivate()) {
                throw new UnusableFile(file + ": holds no private key");
            }
            return jwk;
        } catch (IOException e) {
            throw new UnusableFile(file + ": cannot be read; start ./errand serve once, or name a key with --key");
        } catch (ParseException e) {
            // Its message may quote the key.
            throw new UnusableFile(file + ": is no JWK on P-256");
        }
    }
}
