package dev.errand.authz.ending.feed;

import java.time.Instant;

/** A reader that waits for its tool's feed to go on. Told by one thread at a time. */
interface Watcher {

    /** The tool. */
    String tool();

    /** How far the reader is. */
    long position();

    /** The feed went on. @return whether the reader goes on waiting */
    boolean news(FeedPage page);

    /** The feed was where the reader is at this time. @return whether the reader goes on waiting */
    boolean quiet(Instant asOf);

    /** The feed could not be read. @return whether the reader goes on waiting */
    boolean failed();

    /** Whether the tool may listen still, now that this is the registry's revision. */
    boolean mayListen(String revision);

    /** The server stops, or the tool may not listen any longer. */
    void close();
}
