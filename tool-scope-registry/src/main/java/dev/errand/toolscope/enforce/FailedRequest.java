package dev.errand.toolscope.enforce;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.ServletRequestBindingException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Which exceptions of Spring MVC are refusals of a call. What a handler throws for reasons of its own is not. */
final class FailedRequest {

    private FailedRequest() {}

    static Optional<CallRefused> refusal(Exception exception, @Nullable DeclaredCall endpoint) {
        return switch (exception) {
            case CallRefused refused -> Optional.of(refused);
            case HttpMessageNotReadableException unreadable -> Optional.of(unreadable(unreadable));
            case ServletRequestBindingException missing -> Optional.of(malformed("A parameter is missing"));
            case TypeMismatchException mismatch -> Optional.of(malformed("A parameter is malformed"));
            case DataAccessResourceFailureException down when endpoint != null -> storeUnavailable();
            case CannotCreateTransactionException down when endpoint != null -> storeUnavailable();
            case Exception unmapped when endpoint == null && unmapped instanceof ErrorResponse response ->
                unmapped(response.getStatusCode());
            default -> Optional.empty();
        };
    }

    private static CallRefused unreadable(HttpMessageNotReadableException exception) {
        if (exception.getCause() instanceof CallRefused refused) {
            return refused;
        }
        return exception.getCause() instanceof UnrecognizedPropertyException
                ? new CallRefused(Refusal.malformed("parameter_unknown", null,
                        "The request has a parameter that the endpoint does not know"))
                : StrictBody.malformed();
    }

    private static CallRefused malformed(String description) {
        return new CallRefused(Refusal.malformed("parameter_malformed", null, description));
    }

    private static Optional<CallRefused> storeUnavailable() {
        return Optional.of(new CallRefused(Refusal.storeUnavailable()));
    }

    /** No endpoint for this path, method or media type. */
    private static Optional<CallRefused> unmapped(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        return Optional.ofNullable(status).filter(HttpStatus::is4xxClientError)
                .map(known -> new CallRefused(Refusal.of(known, "invalid_request",
                        known.name().toLowerCase(Locale.ROOT), null, "There is no such endpoint")));
    }
}
