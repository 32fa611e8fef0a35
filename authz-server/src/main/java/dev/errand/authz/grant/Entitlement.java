package dev.errand.authz.grant;

import dev.errand.authz.run.AgentRunRequest;
import dev.errand.authz.run.Run;
import dev.errand.authz.session.UserSession;

/**
 * What the caller is entitled to: to draw from a consent about to become a run or from a live run that is locked, to
 * open a run out of such a one, or, as an administrative client, to administer. Only
 * {@link Entitlements} makes it, after every check common to all grants. Immutable.
 */
public abstract sealed class Entitlement {

    Entitlement() {}

    /** An entitlement to a user's authority. */
    public abstract static sealed class OfUser extends Entitlement {

        private final UserSession session;

        OfUser(UserSession session) {
            this.session = session;
        }

        /** What was presented for it. */
        public abstract Presented presented();

        /** The live session of the user whose authority it is. */
        public UserSession session() {
            return session;
        }
    }

    /** An administrative client's own: what it may do is looked up whenever it does something. */
    public static final class ToAdminister extends Entitlement {

        ToAdminister() {}
    }

    /** A consent that opens a run. */
    public static final class ToOpenRun extends OfUser {

        private final Presented.Consent consent;

        ToOpenRun(UserSession session, Presented.Consent consent) {
            super(session);
            this.consent = consent;
        }

        /** The consent. */
        public Presented.Consent consent() {
            return consent;
        }

        @Override
        public Presented presented() {
            return consent;
        }
    }

    /** A live run, locked until the issuance commits, to open another run from. */
    public static final class ToOpenChild extends OfUser {

        private final Run parent;
        private final Presented.ChildRun asked;

        ToOpenChild(UserSession session, Run parent, Presented.ChildRun asked) {
            super(session);
            this.parent = parent;
            this.asked = asked;
        }

        /** The parent as read under its lock. */
        public Run parent() {
            return parent;
        }

        /** What the child is to be. */
        public AgentRunRequest asked() {
            return asked.asked();
        }

        /** Thumbprint of the key that the child will be bound to. */
        public String childKey() {
            return asked.actor().jkt();
        }

        @Override
        public Presented presented() {
            return asked;
        }
    }

    /** A live run, locked until the issuance commits. */
    public static final class ToDraw extends OfUser {

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

        @Override
        public Presented presented() {
            return presented;
        }
    }
}
