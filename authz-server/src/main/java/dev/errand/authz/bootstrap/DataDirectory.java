package dev.errand.authz.bootstrap;

import java.nio.file.Path;

/**
 * Where the embedded database is, and what only whoever runs the server is to read.
 *
 * @param path relative to the working directory, or absolute
 */
public record DataDirectory(Path path) {}
