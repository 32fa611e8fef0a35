package dev.errand.authz.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.springframework.core.io.Resource;

import dev.errand.toolscope.json.Parsed;

/**
 * The set-up file of this start, read once: {@code errand.bootstrap}, or the samples that come with the server. A file
 * that cannot be read or has a mistake stops the start.
 */
public final class SetUpSource {

    private final SetUp setUp;
    private final String name;
    private final boolean samples;

    /**
     * @param file the file
     * @param samples whether it is the one that comes with the server
     * @throws IllegalStateException if it has a mistake; the message names the member
     */
    public SetUpSource(Resource file, boolean samples) {
        this.samples = samples;
        this.name = String.valueOf(file.getFilename());
        this.setUp = switch (SetUpFile.read(text(file))) {
            case Parsed.Value<SetUp> value -> value.value();
            case Parsed.Malformed<SetUp> malformed -> throw new IllegalStateException(
                    "The set-up file " + name + ": " + (malformed.member().isEmpty() ? "it" : malformed.member()) + " "
                            + malformed.problem() + ".");
        };
    }

    /** The issuer that the file names. */
    public Optional<String> issuer() {
        return setUp.issuer();
    }

    /** Whether nobody named a file, so that this is a first look at the server. */
    public boolean samples() {
        return samples;
    }

    SetUp setUp() {
        return setUp;
    }

    String name() {
        return name;
    }

    private static String text(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException("The set-up file " + file.getFilename() + " cannot be read.", ex);
        }
    }
}
