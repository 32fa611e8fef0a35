package dev.errand.authz.console.document;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.ChangeLine;

/**
 * The page of the document.
 *
 * @param yaml what is in the box
 * @param revision of the registry that the plan was made for; empty where there is no plan
 * @param changes what registering it would change; null where that was not asked
 * @param problem what is wrong with the document; null if nothing is
 * @param why what was typed as the reason
 * @param whyProblem what is wrong with that; null if nothing is
 * @param stale whether the registry has changed since the plan
 */
public record DocumentView(String yaml, String revision, @Nullable List<ChangeLine> changes, @Nullable String problem,
        String why, @Nullable String whyProblem, boolean stale) {}
