package dev.errand.toolscope;

import java.util.Map;

/**
 * One action of a tool with a constraint for each parameter; {@link Constraint.Free} for those that do not matter. A
 * parameter that is not named here may not be sent.
 */
public record ToolAction(String name, Map<String, Constraint> parameters) {

    private static final int MAX_PARAMETERS = 64;

    /**
     * @throws InvalidValue
     *             if a name is malformed or there are too many parameters
     */
    public ToolAction {
        Names.word("name", name);
        parameters = Names.byParameter("parameters", parameters, MAX_PARAMETERS);
    }
}
