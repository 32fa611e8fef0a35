package dev.errand.sample.tools.orders;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such order. Rolls the call back, so that its credential may be used again. */
@ResponseStatus(HttpStatus.NOT_FOUND)
final class OrderUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
