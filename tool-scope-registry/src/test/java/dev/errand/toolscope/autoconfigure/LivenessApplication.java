package dev.errand.toolscope.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import dev.errand.toolscope.enforce.Effects;
import dev.errand.toolscope.enforce.ToolScope;
import dev.errand.toolscope.report.LedgerConnection;
import dev.errand.toolscope.testing.StandInIssuer;

/** A tool with one endpoint for each effect, and one whose scope the registry does not know. */
@SpringBootConfiguration
@EnableAutoConfiguration
class LivenessApplication {

    static final String SCOPES = """
            tools:
              - {resource: "https://tool.example/api", name: Tool, jwks: {keys: [{kty: EC, crv: P-256,
                 x: MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4, y: 4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM}]}}
            scopes:
              - {name: "read:things", tool: "https://tool.example/api", description: Read, effect: read,
                 identifier: {pattern: "thing-[0-9]"}, actions: [{name: act}]}
              - {name: "write:things", tool: "https://tool.example/api", description: Write, effect: write,
                 identifier: {pattern: "thing-[0-9]"}, actions: [{name: act}]}
              - {name: "delete:things", tool: "https://tool.example/api", description: Delete, effect: irreversible,
                 identifier: {pattern: "thing-[0-9]"}, actions: [{name: act}]}
            """;

    @Bean
    StandInIssuer issuer() {
        StandInIssuer issuer = new StandInIssuer();
        issuer.on("/tools/scopes", StandInIssuer.json(SCOPES));
        return issuer;
    }

    /** Sends what the tool has for its issuer to the one that stands in. */
    @Bean
    LedgerConnection ledger(StandInIssuer issuer) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(Duration.ofSeconds(30));
        return new LedgerConnection(RestClient.builder()
                .requestFactory(
                        (uri, method) -> requests.createRequest(issuer.at(local(uri.getRawPath(), uri.getRawQuery())), method))
                .build());
    }

    private static String local(String path, String query) {
        return query == null ? path : path + "?" + query;
    }

    @RestController
    static class Endpoints {

        static final AtomicInteger EXECUTIONS = new AtomicInteger();

        @ToolScope(value = "read:things", action = "act", identifier = "#id", effects = Effects.LOCAL)
        @PostMapping("/read/{id}")
        String read(@PathVariable String id) {
            return done(id);
        }

        @ToolScope(value = "write:things", action = "act", identifier = "#id", effects = Effects.LOCAL)
        @PostMapping("/write/{id}")
        String write(@PathVariable String id) {
            return done(id);
        }

        @ToolScope(value = "delete:things", action = "act", identifier = "#id")
        @PostMapping("/delete/{id}")
        String delete(@PathVariable String id) {
            return done(id);
        }

        @ToolScope(value = "odd:things", action = "act", identifier = "#id")
        @PostMapping("/odd/{id}")
        String odd(@PathVariable String id) {
            return done(id);
        }

        private static String done(String id) {
            EXECUTIONS.incrementAndGet();
            return id;
        }
    }
}
