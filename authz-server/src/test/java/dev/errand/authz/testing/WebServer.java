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
import dev.errand.authz.openapi.DescribedAnswers;

/** The whole server over a database in memory, reached without sockets; one for all tests of the JVM. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = {AuthzServer.class, DescribedAnswers.class}, properties = {"errand.issuer=" + WebServer.ISSUER,
    "errand.data=target/web-tests-${random.uuid}",
    // All tests of the JVM come from one address.
    "errand.login.failures-per-address=1000000",
    // How long a request may wait for the database depends on the machine, and what a test finds out must not.
    "errand.store.timeout=60s", "spring.transaction.default-timeout=60s", "spring.datasource.hikari.connection-timeout=60000",
    "spring.datasource.url=jdbc:h2:mem:web;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;"
            + "OPTIMIZE_REUSE_RESULTS=FALSE"})
@AutoConfigureMockMvc
@ResourceLock("the one server of the JVM")
public @interface WebServer {

    /** The server's issuer identifier. */
    String ISSUER = "https://as.example";
}
