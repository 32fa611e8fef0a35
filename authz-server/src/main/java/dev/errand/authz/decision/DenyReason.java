package dev.errand.authz.decision;

import java.util.Locale;

/** Why the policy denies. */
public enum DenyReason {

    /** The client is no administrative one. */
    CLIENT_NOT_ADMINISTRATIVE,
    /** The resource is no registered tool. */
    RESOURCE_UNKNOWN,
    /** The scope is another tool's. */
    RESOURCE_NOT_THE_SCOPES,
    /** The details name another tool than the resource. */
    LOCATION_MISMATCH,
    /** The scopes that are to share a credential are of several tools. */
    SCOPES_OF_SEVERAL_TOOLS,
    /** No registered composition has exactly the scopes that are to share a credential, for this tool and agent. */
    COMPOSITION_NOT_REGISTERED,
    /** The scope is not registered. */
    SCOPE_UNKNOWN,
    /** The scope was retired. */
    SCOPE_RETIRED,
    /** The agent's registration does not list the scope. */
    SCOPE_NOT_ALLOWED,
    /** The user's consent for this run does not contain the scope. */
    SCOPE_OUTSIDE_CEILING,
    /** The request goes beyond the registered scope. */
    WIDER_THAN_REGISTERED,
    /** The request is inside the registered scope and goes beyond the version that the user consented to. */
    WIDER_THAN_PINNED,
    /** The request is inside the registered scope and goes beyond the user's consent. */
    WIDER_THAN_CEILING,
    /** There are details of some of the scopes, and not of others. */
    DETAILS_MISSING,
    /** Something that a credential must pin is left open, or an amount that the run's budget counts is not asked for. */
    DETAILS_NOT_PINNED,
    /** The agent would have been given in this session what may never be held together. */
    NEVER_TOGETHER,
    /** The run is as many generations away from the user's consent as a run may be, and has no children. */
    CHILD_TOO_DEEP,
    /** The run has as many live children as a run may have. */
    TOO_MANY_CHILDREN,
    /** A child run has no budget, or none for an amount in its ceiling. */
    BUDGET_MISSING,
    /** The budget of a child run has a total that no amount in its ceiling draws from. */
    BUDGET_WITHOUT_LIMIT,
    /** The run's budget does not suffice. */
    BUDGET_EXCEEDED,
    /** The run or the session ends before a token could be used. */
    NO_TIME_LEFT;

    /** The stable machine word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
