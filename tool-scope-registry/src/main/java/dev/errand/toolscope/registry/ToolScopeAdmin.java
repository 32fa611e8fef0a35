package dev.errand.toolscope.registry;

/** Changes to what is registered. */
public interface ToolScopeAdmin {

    /**
     * Registers what the document holds. A scope that is not registered exactly so becomes a new version, which is then
     * the active one; a tool that differs is replaced; what the document does not mention stays. So applying a document
     * twice, or on several nodes at once, does the same as applying it once. Joins the caller's transaction.
     *
     * @param changedBy
     *            who, for the record; plain text of at most 200 characters
     */
    void apply(RegistryDocument document, String changedBy);
}
