package dev.errand.authz.run;

import org.jspecify.annotations.Nullable;

/**
 * Why a cost could not be taken out of a run's budget.
 *
 * @param parameter what there is too little of: {@code max_calls}, or the parameter of a total; null where the run gives
 *     nothing any more, whatever is left
 */
public record Shortage(@Nullable String parameter) {

    /** There are too few calls. */
    static final Shortage OF_CALLS = new Shortage("max_calls");
}
