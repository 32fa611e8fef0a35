package dev.errand.sample.agent.http;

/**
 * A refusal as the wire tells it.
 *
 * @param status HTTP status code
 * @param error the OAuth error code; empty if the answer had none
 * @param reason Errand's stable machine word for the cause; empty if the answer had none
 */
public record Refusal(int status, String error, String reason) {

    @Override
    public String toString() {
        return status + " " + error + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

}
