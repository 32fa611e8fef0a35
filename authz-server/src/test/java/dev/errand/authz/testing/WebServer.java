package dev.errand.authz.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

import dev.errand.authz.AuthzServer;

/** The whole server over a database in memory, reached without sockets; one for all tests of the JVM. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = AuthzServer.class, properties = {"errand.issuer=" + WebServer.ISSUER,
    "errand.data=target/web-tests-${random.uuid}",
    "spring.datasource.url=jdbc:h2:mem:web;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;WRITE_DELAY=0"})
@AutoConfigureMockMvc
@ResourceLock("the one server of the JVM")
public @interface WebServer {

    /** The server's issuer identifier. */
    String ISSUER = "https://as.example";
}
