package dev.errand.authz.whatif;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/** The page, as a browser without scripts uses it: its URL is the question. */
class WhatIfPageTest {

    private static final Pattern DETAILS = Pattern.compile("<textarea[^>]*>(.*?)</textarea>", Pattern.DOTALL);

    private static RunningServer server;
    private static BrowserUser admin;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String page(String... query) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/console/what-if");
        for (int i = 0; i < query.length; i += 2) {
            url.queryParam(query[i], "{" + i + "}");
        }
        Object[] values = new Object[query.length];
        for (int i = 0; i < query.length; i += 2) {
            values[i / 2] = query[i + 1];
        }
        Reply reply = admin.get(url.encode().buildAndExpand(values).toUriString());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("??", "style=", "<script>");
        assertThat(reply.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(60_000);
        return reply.body();
    }

    private static String details(String page) {
        Matcher textarea = DETAILS.matcher(page);
        assertThat(textarea.find()).isTrue();
        return HtmlUtils.htmlUnescape(textarea.group(1));
    }

    @Test
    void asksNothingUntilAScopeIsNamed() {
        assertThat(page()).contains("<h1>What if</h1>", "method=\"get\"").doesNotContain("id=\"answer\"");
        assertThat(page().substring(page().indexOf("<main"))).doesNotContain("_csrf");
        assertThat(page("run_id", "some-run")).contains("value=\"some-run\"").doesNotContain("id=\"answer\"");
    }

    @Test
    void fillsInAnExampleThatIsPermitted() {
        String filled = page("agent", "support-agent", "user", "user-678", "scope", "write:refunds-under-50", "example", "1");
        assertThat(filled).contains("value=\"https://refunds.example\"").doesNotContain("id=\"answer\"");
        assertThat(details(filled)).contains("\"create-refund\"", "order-", "50.00");

        String answer = page("agent", "support-agent", "user", "user-678", "resource", RunningServer.REFUNDS, "scope",
                "write:refunds-under-50", "authorization_details", details(filled));

        assertThat(answer).contains("Permitted", "The rules, in their order", "What is left of the budget suffices.",
                "The token that would result", "(not issued)", "for 60 seconds, once").doesNotContain("Refused");
    }

    @Test
    void showsWhichRuleDeniesAndWhatItSaw() {
        AgentInstance.Run run = new AgentInstance(server).run(BrowserUser.alice(server), ToolCall.refund("40.00"));
        String filled = page("run_id", run.runId(), "scope", "write:refunds-under-50", "example", "1");
        assertThat(details(filled)).contains("\"order-12345\"", "40.00");

        String answer = page("run_id", run.runId(), "resource", RunningServer.REFUNDS, "scope", "write:refunds-under-50",
                "authorization_details", ToolCall.details(ToolCall.refund("60.00")));

        assertThat(answer).contains("Refused", "wider_than_registered", "amount: limit_exceeded", "not reached",
                "Open the form of the scope", "/console/scopes/write:refunds-under-50/edit?limit.create-refund.amount=60.00+USD");
        assertThat(answer).doesNotContain("The token that would result");
    }

    @Test
    void saysAtTheFieldWhatIsWrong() {
        assertThat(page("scope", "read:orders")).contains("Name an agent, or a run above.", "aria-invalid=\"true\"");
        assertThat(page("scope", "read:orders", "agent", "a", "user", "u")).contains("There is no such agent.");
        assertThat(page("scope", "read:orders", "run_id", "a", "user", "u")).contains("Name a run, or an agent and a user");
        assertThat(page("scope", "read:orders", "agent", "support-agent", "user", "user-678")).contains("resource_missing");
        assertThat(page("scope", "<b>", "agent", "support-agent", "user", "user-678", "resource", "\"><i>"))
                .contains("scope_unknown").doesNotContain("<b>", "<i>");
    }
}
