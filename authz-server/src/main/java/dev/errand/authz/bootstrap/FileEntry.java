package dev.errand.authz.bootstrap;

import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;

/**
 * Names an entry of the set-up file.
 *
 * @param kind the word for what it is
 * @param name what it is called there: a subject, a {@code client_id}, a resource or a name
 */
record FileEntry(String kind, String name) {

    static FileEntry user(String subject) {
        return new FileEntry("user", subject);
    }

    static FileEntry client(String clientId) {
        return new FileEntry("client", clientId);
    }

    static FileEntry of(EntryName entry) {
        return of(entry.kind(), entry.name());
    }

    static FileEntry of(EntryKind kind, String name) {
        return new FileEntry(kind.word(), name);
    }
}
