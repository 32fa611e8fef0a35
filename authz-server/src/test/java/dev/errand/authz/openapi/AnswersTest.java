package dev.errand.authz.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks for everything that the document describes, once; {@link DescribedAnswers} looks at what comes back. */
@WebServer
class AnswersTest {

    /** What is answered by a refusal here, because it would go out to the world, or there is none to show. */
    private static final Set<String> REFUSED = Set.of("POST /registry/import",
            "POST /registry/{}/{}/versions/{}/activate", "POST /upstream/{}/publish-scopes");

    /** What is there to show or to end only if another test has left some. */
    private static final Set<String> IF_ANY = Set.of("GET /runs/{}", "GET /runs/{}/blast-radius", "POST /sessions/{}/end");

    private final MockMvc mvc;
    private final Users users;

    @Autowired
    AnswersTest(MockMvc mvc, Users users) {
        this.mvc = mvc;
        this.users = users;
    }

    @Test
    void everyOperationAnswersAsDescribed() throws Exception {
        users.registerIfAbsent(new UserAccount("describer", "describer", "D", Set.of(Role.ADMIN), true), users.hash("x"),
                "test");
        Browser admin = new Browser(mvc);
        admin.logIn("describer", "x");
        Examples examples = new Examples(admin);
        Set<String> operations = new LinkedHashSet<>();
        examples.inOrder().forEach(operations::add);
        assertThat(ApiDocument.checkedIn().operations()).containsAll(operations);
        operations.addAll(ApiDocument.checkedIn().operations());

        List<String> wrong = new ArrayList<>();
        for (String operation : operations) {
            Optional<MockHttpServletResponse> answer = examples.answer(operation);
            String status = answer.map(one -> one.getStatus() / 100 + "xx").orElse("no example");
            boolean none = IF_ANY.contains(operation) && status.equals("4xx");
            if (!none && !status.equals(REFUSED.contains(operation) ? "4xx" : "2xx")) {
                wrong.add(operation + ": " + status + " " + (answer.isPresent() ? answer.get().getContentAsString() : ""));
            }
        }
        assertThat(wrong).isEmpty();
    }
}
