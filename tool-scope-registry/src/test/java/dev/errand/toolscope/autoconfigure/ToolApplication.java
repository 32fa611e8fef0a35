package dev.errand.toolscope.autoconfigure;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import dev.errand.toolscope.enforce.Effects;
import dev.errand.toolscope.enforce.ToolScope;
import dev.errand.toolscope.report.LedgerConnection;

/** A small tool whose issuer is out of reach: its reports stay in the outbox, and it asks for nothing else. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ToolApplication {

    static final String RESOURCE = "https://tool.example/api";

    static String[] settings() {
        return new String[] {"errand.tool.resource=" + RESOURCE, "errand.tool.issuer=https://issuer.example",
            "errand.tool.report.uri=http://127.0.0.1:1/ledger",
            "errand.tool.report.digest-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "errand.tool.report.drain-on-stop=0s", "errand.tool.alive.feed=false", "errand.tool.alive.online-check=false",
            "spring.flyway.enabled=false",
            "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;OPTIMIZE_REUSE_RESULTS=FALSE"};
    }

    @Bean
    LedgerConnection ledger() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(Duration.ofMillis(100));
        return new LedgerConnection(RestClient.builder().requestFactory(requests).build());
    }

    record Note(String id, Color color, boolean urgent) {}

    enum Color {
        RED, BLUE
    }

    @RestController
    static class Endpoints {

        static final AtomicInteger EXECUTIONS = new AtomicInteger();

        @ToolScope(value = "read:things", action = "read-thing", identifier = "#id", facts = "view = #view", effects = Effects.LOCAL)
        @GetMapping("/things/{id}")
        String read(@PathVariable String id, @RequestParam(required = false) String view) {
            EXECUTIONS.incrementAndGet();
            return id;
        }

        @ToolScope(value = "write:notes", action = "write-note", identifier = "#note.id", facts = {"color = #note.color",
            "urgent = #note.urgent"})
        @PostMapping("/notes")
        String write(@RequestBody Note note) {
            EXECUTIONS.incrementAndGet();
            return note.id();
        }

        @ToolScope(value = "write:failures", action = "fail")
        @PostMapping("/failures")
        String fail() {
            EXECUTIONS.incrementAndGet();
            throw new IllegalArgumentException("the handler failed");
        }

        @GetMapping("/open")
        String open() {
            EXECUTIONS.incrementAndGet();
            return "open";
        }
    }
}
