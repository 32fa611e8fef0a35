package dev.errand.authz.openapi;

import java.nio.charset.StandardCharsets;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds every answer of the administration API, in whatever test, to the API's description. */
@TestConfiguration(proxyBeanMethods = false)
public class DescribedAnswers {

    @Bean
    MockMvcBuilderCustomizer answersAreAsDescribed() {
        return builder -> builder.alwaysDo(DescribedAnswers::check);
    }

    private static void check(MvcResult result) throws Exception {
        MockHttpServletResponse response = result.getResponse();
        String type = response.getContentType() == null ? "" : response.getContentType();
        check(result.getRequest().getMethod(), result.getRequest().getRequestURI(), response.getStatus(), type,
                response.getContentAsString(StandardCharsets.UTF_8));
    }

    /** Fails unless the answer is one that is described. */
    public static void check(String method, String path, int status, String contentType, String body) {
        assertThat(ApiDocument.checkedIn().faults(method, path, status, contentType, body))
                .as("%s %s answers %d, not as openapi.yaml says: %s", method, path, status, body).isEmpty();
    }
}
