package dev.errand.authz.console.editor;

import java.util.List;

/**
 * A scope as the editor's form has it: what was typed, right or wrong. The form carries all of it from page to page; the
 * server keeps nothing.
 *
 * @param terms of a credential
 * @param labels with blanks between
 * @param identifierKind {@code none}, {@code pattern}, {@code value} or {@code session}
 * @param runCalls how many calls a run has by default; empty if it says nothing
 */
public record ScopeForm(String name, String tool, String description, Terms terms, String labels, String identifierKind,
        String identifier, List<ActionRow> actions, String runCalls, List<TotalRow> totals) {

    /** The most rows of each kind, as the registry takes them. */
    static final int MAX_ROWS = 64;

    private static final String NO_MEMORY = "false";

    /** What somebody starts from. */
    static final ScopeForm EMPTY = new ScopeForm("", "", "", new Terms("read", "PT60S", "1", NO_MEMORY), "", "none", "",
            List.of(new ActionRow("", List.of(ParameterRow.BLANK))), "", List.of());

    public ScopeForm {
        actions = List.copyOf(actions);
        totals = List.copyOf(totals);
    }

    /**
     * How credentials are made, and how often the user is asked.
     *
     * @param memory {@code true} if a consent may be remembered, {@code false} if not
     */
    public record Terms(String effect, String lifetime, String maxUses, String memory) {}

    ScopeForm with(List<ActionRow> rows) {
        return new ScopeForm(name, tool, description, terms, labels, identifierKind, identifier, rows, runCalls, totals);
    }

    ScopeForm withTotals(List<TotalRow> rows) {
        return new ScopeForm(name, tool, description, terms, labels, identifierKind, identifier, actions, runCalls, rows);
    }
}
