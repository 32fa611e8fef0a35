package dev.errand.authz.grant.refresh;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever has the whole database, the server's keys in it among the rest, cannot read a kept answer. */
class SealedAnswerInDumpTest {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,}");

    @Test
    void nothingInTheDatabaseOpensTheAnswer() {
        try (RunningServer server = new RunningServer()) {
            AgentInstance.Run run = new AgentInstance(server).run(BrowserUser.alice(server));
            Reply answer = run.refresh().send();
            AgentInstance.Run successor = run.agent().run(answer);
            String sealed = server.jdbc().sql("SELECT repeat_answer FROM run WHERE run_id = ?").param(run.runId())
                    .query(String.class).single();
            AnswerSeal seal = server.bean(AnswerSeal.class);
            Set<String> keys = texts(server);

            assertThat(keys).contains(server.jdbc().sql("SELECT repeat_of FROM run WHERE run_id = ?").param(run.runId())
                    .query(String.class).single());
            assertThat(keys).noneMatch(key -> seal.open(key, run.runId(), sealed).isPresent());
            assertThat(keys).noneMatch(text -> text.contains(successor.refreshToken()) || text.contains(successor.token()));
            assertThat(seal.open(run.refreshToken(), run.runId(), sealed)).as("the twin").contains(answer.body());
        }
    }

    /** Every value of every row, and whatever inside a value could be a key. */
    private static Set<String> texts(RunningServer server) {
        Set<String> texts = new LinkedHashSet<>();
        Stream<String> tables = server.jdbc()
                .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'").query(String.class)
                .list().stream();
        tables.flatMap(table -> server.jdbc().sql("SELECT * FROM \"" + table + "\"").query().listOfRows().stream())
                .map(Map::values).forEach(row -> row.forEach(value -> add(texts, String.valueOf(value))));
        assertThat(texts).anyMatch(text -> text.contains("\"d\":"));
        return texts;
    }

    private static void add(Set<String> texts, String value) {
        texts.add(value);
        Matcher parts = SECRET.matcher(value);
        while (parts.find()) {
            texts.add(parts.group());
        }
    }
}
