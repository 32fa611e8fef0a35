package dev.errand.authz.console.editor;

/**
 * One parameter of an action as its row has it; nothing is checked here.
 *
 * @param first the maximum of money, the minimum of a range, or the text; the values of a choice in lines
 * @param second the currency of money, or the maximum of a range
 * @param many how many values a list may have; empty for one value
 */
public record ParameterRow(String name, ConstraintKind kind, String first, String second, String many) {

    static final ParameterRow BLANK = new ParameterRow("", ConstraintKind.FREE, "", "", "");

    static ParameterRow named(String name) {
        return new ParameterRow(name, ConstraintKind.FREE, "", "", "");
    }

    /** The most that a row of money or of a range lets through. */
    String max() {
        return kind == ConstraintKind.MONEY ? first : second;
    }

    /** Whether nobody has filled it in. */
    boolean blank() {
        return equals(BLANK);
    }
}
