package dev.errand.authz.race;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.errand.authz.running.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What the callers of a race were told. */
record Replies(List<Reply> all) {

    List<Reply> won() {
        return all.stream().filter(reply -> reply.status() < 300).toList();
    }

    /** The answer of the one caller that won. */
    Reply winner() {
        assertThat(won()).as("winners, beside %s", refusals()).hasSize(1);
        return won().getFirst();
    }

    /** What those that won were answered, each answer once: the same to the byte is one. */
    List<Reply> answers() {
        Map<String, Reply> byBody = new LinkedHashMap<>();
        won().forEach(reply -> byBody.putIfAbsent(reply.body(), reply));
        return List.copyOf(byBody.values());
    }

    /** What all the others were told. */
    List<String> refusals() {
        return all.stream().filter(reply -> reply.status() >= 300).map(Reply::refusal).toList();
    }

    long refusedAs(String refusal) {
        return refusals().stream().filter(refusal::equals).count();
    }
}
