package dev.errand.authz.session;

import java.util.List;

/** The ways to log in that lead to somebody else. */
public interface LoginLinks {

    /** All there are, in the order in which they are shown. */
    List<LoginLink> all();
}
