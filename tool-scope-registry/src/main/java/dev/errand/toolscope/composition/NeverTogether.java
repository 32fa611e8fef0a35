package dev.errand.toolscope.composition;

import java.util.Collection;
import java.util.SortedSet;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;

/**
 * A registered rule, at one version: scopes and labels that must never all be held at once. Who holds them, and for how
 * long, is for its user to say.
 *
 * @param version
 *            1 and up; 0 in a document that no registry has taken in yet
 * @param scopes
 *            scopes that must be held for the rule to be broken
 * @param labels
 *            labels, each of which some scope held must have for the rule to be broken; scopes and labels are 2 to 16
 */
public record NeverTogether(String name, int version, String description, SortedSet<ScopeName> scopes,
        SortedSet<String> labels) {

    private static final int MAX_MEMBERS = 16;

    /**
     * @throws InvalidValue
     *             if it may not be registered
     */
    public NeverTogether {
        Members.named(name, version, description);
        scopes = Members.of("scopes", scopes, MAX_MEMBERS, scope -> {});
        labels = Members.of("labels", labels, MAX_MEMBERS, label -> Members.word("labels", label));
        int members = scopes.size() + labels.size();
        if (members < 2 || members > MAX_MEMBERS) {
            throw new InvalidValue(scopes.isEmpty() ? "labels" : "scopes",
                    "does not make between 2 and " + MAX_MEMBERS + " scopes and labels in total");
        }
    }

    /** Whether all that the rule names is held: each scope, and each label by some scope. */
    public boolean brokenBy(Collection<HeldScope> held) {
        return this.scopes.stream().allMatch(scope -> held.stream().anyMatch(one -> one.scope().equals(scope)))
                && this.labels.stream().allMatch(label -> held.stream().anyMatch(one -> one.labels().contains(label)));
    }

    /** The same rule under another version number. */
    public NeverTogether withVersion(int number) {
        return new NeverTogether(this.name, number, this.description, this.scopes, this.labels);
    }
}
