package dev.errand.toolscope.registry;

/** Whose word a registry wants for a change. */
public enum Approval {

    /** Whoever makes the change puts it into force. */
    NOT_NEEDED,

    /** Four eyes: what one has drafted, another activates. */
    BY_ANOTHER
}
