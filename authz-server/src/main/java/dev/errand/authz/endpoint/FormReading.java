package dev.errand.authz.endpoint;

/** The outcome of reading a form. */
public sealed interface FormReading {

    /** The form is within bounds. */
    record Read(EndpointForm form) implements FormReading {}

    /** The form cannot be used. */
    record Malformed(EndpointError error) implements FormReading {}
}
