package dev.errand.toolscope.report;

/**
 * A call that was refused before it reached an endpoint, for instance by the check of its proof. The library that
 * refused it need not know this one: the tool's wiring passes it on with {@link CallRecorder#refused(RefusedCall)}.
 *
 * @param subject what is known of it
 * @param reason the stable word for why
 */
public record RefusedCall(CallSubject subject, String reason) {}
