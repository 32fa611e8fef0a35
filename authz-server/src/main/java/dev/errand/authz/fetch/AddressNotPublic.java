package dev.errand.authz.fetch;

import java.net.UnknownHostException;

/** A name stands for an address that is not fetched from; thrown through the HTTP client, which knows only exceptions. */
final class AddressNotPublic extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    AddressNotPublic() {
        super("not public");
    }
}
