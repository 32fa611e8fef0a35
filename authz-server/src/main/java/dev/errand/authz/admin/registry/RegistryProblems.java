package dev.errand.authz.admin.registry;

import dev.errand.authz.admin.Problem;

/** What is refused about the registry, and only there. */
final class RegistryProblems {

    private RegistryProblems() {}

    static Problem contentType() {
        return new Problem(415, "The body has to be YAML (application/yaml) in UTF-8", "content_type");
    }

    static Problem tooLarge() {
        return new Problem(413, "The document is larger than 1 MiB", "body_too_large");
    }

    static Problem entryUnknown() {
        return new Problem(404, "There is no such entry, or no such version of it", "entry_unknown");
    }

    /** What is wrong with a document: the member at fault, empty for the whole of it, and a sentence without subject that has the line. */
    static Problem document(int status, String reason, String member, String problem) {
        return Problem.at(status, "The document cannot be registered", reason, "The document", member, problem);
    }
}
