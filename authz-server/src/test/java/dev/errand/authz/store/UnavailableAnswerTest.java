package dev.errand.authz.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What is answered while the store is away. */
class UnavailableAnswerTest {

    private final UnavailableAnswer answer = new UnavailableAnswer(new JsonMapper(), texts());

    private static ResourceBundleMessageSource texts() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasenames("messages/console", "messages/consent");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        return texts;
    }

    private MockHttpServletResponse to(String accepted) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept", accepted);
        MockHttpServletResponse response = new MockHttpServletResponse();
        answer.write(request, response);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isNotNull();
        return response;
    }

    @Test
    void isAPageForABrowser() throws IOException {
        assertThat(to("text/html,*/*").getContentAsString(StandardCharsets.UTF_8))
                .contains("<title>Not available · Errand</title>", "<h1>Not available at the moment</h1>",
                        "gave nothing to anybody")
                .doesNotContain("#{");
    }

    @Test
    void isAProblemForOthers() throws IOException {
        assertThat(to("application/json").getContentAsString()).contains("\"reason\":\"store_unavailable\"");
    }
}
