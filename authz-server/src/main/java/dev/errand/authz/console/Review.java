package dev.errand.authz.console;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is to be looked at before an entry of the registry is saved.
 *
 * @param area of the console that it belongs to
 * @param draft what would be saved
 * @param changes what saving it would change
 * @param standing what is registered now, as YAML; empty if there is nothing
 * @param stale whether that is not what the draft was made from
 * @param why what was typed as the reason
 * @param whyProblem what is wrong with that; null if nothing is
 */
public record Review(String area, Draft draft, List<ChangeLine> changes, String standing, boolean stale, String why,
        @Nullable String whyProblem) {

    /**
     * What would be saved.
     *
     * @param action where the form is sent
     * @param fields all of the form, {@code seen} among them, as hidden fields carry it
     * @param sentences the entry in words, where there are any
     * @param yaml the entry as a document has it
     */
    public record Draft(String name, String action, Map<String, String> fields, List<String> sentences, String yaml) {}
}
