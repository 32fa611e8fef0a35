package dev.errand.authz.whatif;

/** What stands where only a real token or run has something. None of them could be an id: they have blanks. */
final class Placeholder {

    static final String TOKEN = "(not issued)";
    static final String SESSION = "(a new session)";
    static final String RUN = "(a new run)";
    static final String CONSENT = "(a new consent)";
    static final String KEY = "(the agent's key)";

    private Placeholder() {}
}
