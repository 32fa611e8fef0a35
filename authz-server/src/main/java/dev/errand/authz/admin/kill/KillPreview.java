package dev.errand.authz.admin.kill;

/**
 * What the kill switch would end, each counted up to a bound.
 *
 * @param target what it would be pulled for
 * @param sessions live sessions
 * @param runs runs that something can be drawn from
 * @param credentials credentials of such runs that have not expired
 */
public record KillPreview(KillTarget target, int sessions, int runs, int credentials) {

    /** Counting stops here: this is as many or more. */
    public static final int AT_MOST = 1000;

    /** Whether there may be more than was counted. */
    public boolean bounded() {
        return sessions >= AT_MOST || runs >= AT_MOST || credentials >= AT_MOST;
    }
}
