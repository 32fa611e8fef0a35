package dev.errand.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One source file.
 *
 * @param type the name of its class
 * @param lines its lines
 */
record Source(String type, List<String> lines) {

    /** Every source file below the folder, named by its place below the root. */
    static Stream<Source> below(Path root, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(file -> read(root, file)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(Path root, Path file) {
        StringBuilder type = new StringBuilder();
        root.relativize(file).forEach(part -> type.append(type.isEmpty() ? "" : ".").append(part));
        type.setLength(type.length() - ".java".length());
        try {
            return new Source(type.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this file describes a package. */
    boolean describesPackage() {
        return type.endsWith(".package-info");
    }
}
