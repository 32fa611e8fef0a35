package dev.errand.authz.grant;

import dev.errand.authz.run.Run;
import dev.errand.authz.session.UserSession;

/**
 * What the caller is entitled to draw from: a consent about to become a run, or a live run that is locked. Only
 * {@link Entitlements} makes it, after every check common to all grants. Immutable.
 */
public abstract sealed class Entitlement {

    private final UserSession session;

    Entitlement(UserSession session) {
        this.session = session;
    }

    /** The live session of the user whose authority it is. */
    public UserSession session() {
        return session;
    }

    /** A consent that opens a run. */
    public static final class ToOpenRun extends Entitlement {

        private final Presented.Consent consent;

        ToOpenRun(UserSession session, Presented.Consent consent) {
            super(session);
            this.consent = consent;
        }

        /** The consent. */
        public Presented.Consent consent() {
            return consent;
        }
    }

    /** A live run, locked until the issuance commits. */
    public static final class ToDraw extends Entitlement {

        private final Run run;
        private final Presented presented;

        ToDraw(UserSession session, Run run, Presented presented) {
            super(session);
            this.run = run;
            this.presented = presented;
        }

        /** The run as read under its lock. */
        public Run run() {
            return run;
        }

        /** What was presented for it. */
        public Presented presented() {
            return presented;
        }
    }
}
