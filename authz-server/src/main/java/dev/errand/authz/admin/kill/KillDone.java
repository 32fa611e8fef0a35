package dev.errand.authz.admin.kill;

/**
 * What the kill switch ended.
 *
 * @param target what it was pulled for
 * @param sessions sessions that were live
 * @param runs runs that were active
 */
public record KillDone(KillTarget target, int sessions, int runs) {}
