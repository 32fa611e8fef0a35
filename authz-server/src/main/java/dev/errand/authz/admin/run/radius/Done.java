package dev.errand.authz.admin.run.radius;

import java.util.Optional;

import dev.errand.toolscope.Effect;

/**
 * What was done with one scope, as its tool reported it. Nothing takes it back.
 *
 * @param tool the tool
 * @param scope the scope; empty if the tool named none
 * @param effect what its calls do to the world; empty if the registry does not know
 * @param allowed how many calls were made
 * @param amounts what those moved at most: a report has no amounts, so their credentials' limits are counted
 * @param unknown how many calls may have been made
 * @param unknownAmounts what those moved at most
 */
public record Done(String tool, String scope, Optional<Effect> effect, int allowed, Amounts amounts, int unknown,
        Amounts unknownAmounts) {

    /** Whether anything was changed by it, as far as is known. */
    public boolean changed() {
        return effect.filter(Effect.READ::equals).isEmpty();
    }

    Done plus(Done other) {
        return new Done(tool, scope, effect.or(other::effect), allowed + other.allowed, amounts.plus(other.amounts),
                unknown + other.unknown, unknownAmounts.plus(other.unknownAmounts));
    }
}
