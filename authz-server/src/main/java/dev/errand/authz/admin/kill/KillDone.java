package dev.errand.authz.admin.kill;

/**
 * What the kill switch ended.
 *
 * @param target what it was pulled for
 * @param sessions sessions that were live
 * @param runs runs that were active
 * @param left how many sessions or runs could not be ended, at least: what is there of them stays as it was, and who pulls
 *        it again ends them
 */
public record KillDone(KillTarget target, int sessions, int runs, int left) {}
