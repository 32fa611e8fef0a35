package dev.errand.toolscope.autoconfigure;

import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClient;

import dev.errand.toolscope.alive.ScopeEffects;
import dev.errand.toolscope.enforce.ToolScopeDrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a tool does about a difference, and about a registry that does not answer. */
class DriftCheckTest {

    private static final String EMPTY = "{}";

    private final Deque<MockClientHttpResponse> answers = new ArrayDeque<>();
    private List<String> differences = List.of();
    private int asked;

    private MockClientHttpResponse answer(HttpStatus status, String body) {
        return new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8), status);
    }

    private DriftCheck check(ToolProperties.Drift policy) {
        ClientHttpRequestFactory requests = (uri, method) -> {
            asked++;
            MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
            if (answers.isEmpty()) {
                throw new ConnectException("nobody there");
            }
            request.setResponse(answers.removeFirst());
            return request;
        };
        return new DriftCheck(policy, new RegisteredScopes(document -> differences, new ScopeEffects(),
                RestClient.builder().requestFactory(requests).build(), URI.create("https://issuer.example/tools/scopes")));
    }

    @Test
    void refusesToStartWithADifferenceAndNamesItAlone() {
        answers.add(answer(HttpStatus.OK, EMPTY));
        assertThatCode(check(ToolProperties.Drift.REFUSE)::beforeTheFirstRequest).as("twin: none").doesNotThrowAnyException();
        answers.add(answer(HttpStatus.OK, EMPTY));
        differences = List.of("@ToolScope on A.b: this.", "@ToolScope on A.c: that.");
        assertThatThrownBy(check(ToolProperties.Drift.REFUSE)::beforeTheFirstRequest).isInstanceOf(ToolScopeDrift.class)
                .hasMessage("@ToolScope on A.b: this.\n@ToolScope on A.c: that.");
    }

    @Test
    void refusesToStartWhereNobodyCanSay() {
        String cannot = "The annotations of this tool cannot be compared with the registry: https://issuer.example/tools/scopes ";
        assertThatThrownBy(check(ToolProperties.Drift.REFUSE)::beforeTheFirstRequest).hasMessage(cannot + "does not answer.");
        answers.add(answer(HttpStatus.UNAUTHORIZED, "{}"));
        assertThatThrownBy(check(ToolProperties.Drift.REFUSE)::beforeTheFirstRequest).hasMessage(cannot + "answers 401.");
        answers.add(answer(HttpStatus.OK, "<html>"));
        assertThatThrownBy(check(ToolProperties.Drift.REFUSE)::beforeTheFirstRequest)
                .hasMessage(cannot + "answers something that is no registry document.");
    }

    @Test
    void reportsOnceItHasAnAnswerAndThenAsksNoMore() {
        DriftCheck check = check(ToolProperties.Drift.REPORT);
        differences = List.of("@ToolScope on A.b: this.");
        assertThatCode(check::beforeTheFirstRequest).doesNotThrowAnyException();
        assertThat(asked).isZero();
        check.inBackground();
        check.inBackground();
        assertThat(asked).as("nobody answered").isEqualTo(2);
        answers.add(answer(HttpStatus.OK, EMPTY));
        check.inBackground();
        check.inBackground();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void asksNobodyWhereItIsOff() {
        DriftCheck check = check(ToolProperties.Drift.OFF);
        check.beforeTheFirstRequest();
        check.inBackground();
        assertThat(asked).isZero();
    }

    @Test
    void theStartUpStopsWithAnExplanation() {
        new WebApplicationContextRunner().withUserConfiguration(ToolApplication.class)
                .withPropertyValues(ToolApplication.settings())
                .withPropertyValues("errand.tool.drift=refuse", "errand.tool.issuer=http://127.0.0.1:1").run(context -> {
                    assertThat(context).getFailure().isInstanceOf(ToolScopeDrift.class);
                    assertThat(new ToolScopeDriftAnalyzer().analyze(context.getStartupFailure()).getDescription())
                            .contains("http://127.0.0.1:1/tools/scopes does not answer.");
                });
    }
}
