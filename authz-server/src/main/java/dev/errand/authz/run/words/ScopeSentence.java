package dev.errand.authz.run.words;

import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.Effect;

/**
 * What somebody may do under a scope, for people. Nothing in it is an agent's word.
 *
 * @param scope the scope's name
 * @param tool the tool's name
 * @param description what the registry says the scope is for; its name where the registry does not know the version
 * @param target what it may be done to; empty if that is not limited
 * @param effect what it does to the world, if the registry knows
 * @param limits each parameter with what it may be
 */
public record ScopeSentence(String scope, String tool, String description, String target, Optional<Effect> effect,
        List<String> limits) {

    public ScopeSentence {
        limits = List.copyOf(limits);
    }
}
