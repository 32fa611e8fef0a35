package dev.errand.authz.console.editor;

/** What a parameter may add up to over a run by default, as its row has it. */
public record TotalRow(String name, String max, String currency) {

    static final TotalRow BLANK = new TotalRow("", "", "");

    /** Whether nobody has filled it in. */
    boolean blank() {
        return equals(BLANK);
    }
}
