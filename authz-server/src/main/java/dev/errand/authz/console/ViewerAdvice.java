package dev.errand.authz.console;

import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.errand.authz.session.SessionAuthentication;

/** Tells every page of the console who looks at it. */
@ControllerAdvice(basePackageClasses = ViewerAdvice.class)
final class ViewerAdvice {

    @ModelAttribute("viewer")
    Viewer viewer(Authentication login) {
        if (login instanceof SessionAuthentication session) {
            return Viewer.of(session);
        }
        throw new IllegalStateException("the console's chain lets in nobody but who is logged in");
    }
}
