package dev.errand.authz;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * Starts the authorization server. Beans are named by their full names, since packages are what tells types apart. The
 * framework's own default user, whose password it would log, is left out.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, exclude = UserDetailsServiceAutoConfiguration.class)
public class AuthzServer {

    /** Entry point. */
    public static void main(String[] arguments) {
        SpringApplication.run(AuthzServer.class, arguments);
    }
}
