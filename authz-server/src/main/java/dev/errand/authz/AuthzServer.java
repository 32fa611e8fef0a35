package dev.errand.authz;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Starts the authorization server. Beans are named by their full names, since packages are what tells types apart. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class AuthzServer {

    /** Entry point. */
    public static void main(String[] arguments) {
        SpringApplication.run(AuthzServer.class, arguments);
    }
}
