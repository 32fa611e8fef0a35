package dev.errand.cli.scopes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

/**
 * A registry document as the user named it.
 *
 * @param name the file's name, or {@code (stdin)}
 * @param text its text, as it is sent
 * @param read what it says
 */
record Document(String name, String text, RegistryDocument read) {

    /** What the registry's own reader takes at most, and one byte to see that there is more. */
    private static final int MAX_BYTES = (1 << 20) + 1;

    /**
     * Reads the file, or standard input if it is named {@code -}.
     *
     * @throws UnusableFile if there is none, or it is no registry document; the message names member and line
     */
    static Document read(String file, InputStream standardInput) {
        String name = file.equals("-") ? "(stdin)" : Path.of(file).getFileName().toString();
        String text = text(name, bytes(file, name, standardInput));
        return switch (RegistryYaml.read(text)) {
            case Parsed.Value<RegistryDocument>(RegistryDocument read) -> new Document(name, text, read);
            case Parsed.Malformed<RegistryDocument> malformed -> throw new UnusableFile(
                    name + ": " + (malformed.member().isEmpty() ? "it" : malformed.member()) + " " + malformed.problem());
        };
    }

    private static byte[] bytes(String file, String name, InputStream standardInput) {
        try {
            if (file.equals("-")) {
                return standardInput.readNBytes(MAX_BYTES);
            }
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return in.readNBytes(MAX_BYTES);
            }
        } catch (NoSuchFileException e) {
            throw new UnusableFile(name + ": there is no such file");
        } catch (IOException e) {
            throw new UnusableFile(name + ": cannot be read");
        }
    }

    private static String text(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnusableFile(name + ": is not UTF-8");
        }
    }
}
