package dev.errand.dpop.resourceserver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.dpop.SettableClock;

/** A tool that has this library and nothing else for its protection. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({TestTool.Refunds.class, TestTool.Refusals.class})
class TestTool {

    @Bean
    SettableClock clock() {
        return new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @RestController
    static class Refunds {

        final List<String> effects = new CopyOnWriteArrayList<>();

        @PostMapping("/refunds")
        Map<String, Object> refund(Authentication caller) {
            effects.add(caller.getName());
            DPoPAuthenticationToken token = (DPoPAuthenticationToken) caller;
            return Map.of("subject", caller.getName(), "jkt", token.proof().jkt(), "nonce",
                    token.proof().nonceVerified(), "principal", caller.getPrincipal().getClass().getSimpleName(),
                    "authorities", new ArrayList<>(caller.getAuthorities()).toString());
        }

        @GetMapping("/refunds")
        String read() {
            return "nothing";
        }

        @GetMapping("/.well-known/oauth-protected-resource")
        String metadata() {
            return "{}";
        }

        @GetMapping("/health")
        String health() {
            return "up";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("broken");
        }
    }

    static class Refusals {

        final List<DPoPRefused> seen = new CopyOnWriteArrayList<>();

        @EventListener
        void on(DPoPRefused refused) {
            seen.add(refused);
            if (refused.reason().equals("token_issuer")) {
                throw new IllegalStateException("a listener that fails");
            }
        }
    }
}
