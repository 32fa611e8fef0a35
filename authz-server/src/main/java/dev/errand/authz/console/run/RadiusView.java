package dev.errand.authz.console.run;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Moment;
import dev.errand.authz.run.words.ScopeSentence;

/**
 * A blast radius as pages show it.
 *
 * @param at when this was so
 * @param now how far it reaches while nobody stops it
 * @param after how far it reaches once somebody does
 * @param drawnUntil until when more can be drawn; null if nothing can
 * @param ceiling what can be drawn, scope by scope
 * @param children the runs that descend from it and from which something can be drawn
 * @param outstanding what is out
 * @param done what was done
 */
public record RadiusView(Moment at, Extent now, Extent after, @Nullable Moment drawnUntil, List<Part> ceiling,
        List<Child> children, List<Credential> outstanding, List<DoneLine> done) {

    /** How far in all. */
    public record Extent(int calls, List<AmountLine> amounts, @Nullable Moment until, long seconds) {}

    /** How far with one scope: calls and money that are left for it, and what went into it. */
    public record Part(ScopeSentence sentence, String effect, int calls, List<AmountLine> amounts, int used) {}

    /** A run that descends from this one and ends with it: what is left in its own budget, and until when it may be drawn. */
    public record Child(RunLink link, List<ScopeSentence> scopes, int calls, List<AmountLine> amounts, Moment until) {}

    /** A credential that is out. */
    public record Credential(String id, String tool, List<ScopeSentence> scopes, int calls, List<AmountLine> amounts,
            long seconds, Moment until) {

        /** Enough of the id to tell it from others. */
        public String brief() {
            return id.substring(0, Math.min(id.length(), 8));
        }
    }

    /** What was done with one scope. */
    public record DoneLine(String tool, String scope, String effect, boolean changed, int allowed,
            List<AmountLine> amounts, int unknown, List<AmountLine> unknownAmounts) {}

    /** What was changed, or may have been. */
    public List<DoneLine> changed() {
        return done.stream().filter(DoneLine::changed).toList();
    }
}
