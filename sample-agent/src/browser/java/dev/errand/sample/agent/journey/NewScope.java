package dev.errand.sample.agent.journey;

import java.util.ArrayList;
import java.util.List;

import dev.errand.sample.agent.tool.Tool;

/**
 * What is typed into the scope editor.
 *
 * @param name the scope's name
 * @param tool its tool
 * @param description what the user reads
 * @param effect read, write or irreversible
 * @param action its one action
 * @param calls how many calls a run has
 * @param parameters the rows of the action
 */
record NewScope(String name, Tool tool, String description, String effect, String action, String calls,
        List<Parameter> parameters) {

    /**
     * A row.
     *
     * @param name the parameter's name
     * @param kind the word of what it may be
     * @param first the first of its fields, if it has one
     * @param second likewise
     */
    record Parameter(String name, String kind, String first, String second) {}

    NewScope(String name, Tool tool, String description, String effect, String action, String calls) {
        this(name, tool, description, effect, action, calls, List.of());
    }

    NewScope with(String parameter, String kind, String first, String second) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(new Parameter(parameter, kind, first, second));
        return new NewScope(name, tool, description, effect, action, calls, more);
    }

}
