package dev.errand.authz.retention;

/** Removes one kind of rows that are old enough; implemented by the package that owns their table. Thread-safe. */
public interface Removal {

    /** What is removed, in words for the log. */
    String what();

    /**
     * Removes the oldest of them, in the caller's transaction, which is short. Rows that somebody else has locked are
     * left to the next time, so that nobody waits for a removal and no removal for anybody.
     *
     * @return how many; fewer than might be if none is left for now
     */
    int remove(int atMost);
}
