package dev.errand.sample.tools.badinput;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.context.ApplicationContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.sample.tools.badinput.RawRequest.Answer;

/** Sends bad input to every endpoint of a running tool, and tells what was wrong with the answers. */
public final class BadToolInput {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern INSIDE = Pattern.compile("(?i)exception|stack ?trace|\\bat [a-z]+(\\.[\\w$]+)+\\("
            + "|java\\.(lang|util|io)|org\\.(springframework|apache|h2)|dev\\.errand\\.|jdbc|insert into|select .+ from|tomcat");

    /** What has no credential: the platform's own endpoints. */
    private static final Pattern PLATFORM = Pattern.compile("[A-Z]+ (/actuator|/error|/\\.well-known/).*");

    private final Set<String> endpoints;
    private final int port;
    private final IntSupplier effects;
    private final List<String> wrong = new ArrayList<>();
    private int sent;

    /** @param effects how many effects the tool's own table has */
    public BadToolInput(ApplicationContext tool, int port, IntSupplier effects) {
        this.endpoints = ToolEndpoints.of(tool);
        this.port = port;
        this.effects = effects;
    }

    /**
     * @param good for every endpoint of the tool's own, a good request with a new credential
     * @return what was wrong
     */
    public List<String> send(Map<String, Supplier<RawRequest>> good) {
        for (String endpoint : endpoints) {
            if (!PLATFORM.matcher(endpoint).matches() && !good.containsKey(endpoint)) {
                wrong.add("nobody sends a good request to " + endpoint);
            }
            String[] words = endpoint.split(" ", 2);
            String target = words[1].replaceAll("\\{[^/]*}", "x").replace("**", "x");
            send(endpoint + " without a credential", () -> new RawRequest(words[0], target, Map.of(), ""));
        }
        good.forEach((endpoint, request) -> send(endpoint, request));
        System.out.printf("Bad input: %d endpoints of a tool, %d requests%n", endpoints.size(), sent);
        return List.copyOf(wrong);
    }

    private void send(String name, Supplier<RawRequest> good) {
        String body = good.get().body();
        Stream.concat(Badness.all(), body.isEmpty() ? Stream.of() : Badness.bodies(body)).forEach(bad -> {
            int before = effects.getAsInt();
            Answer answer = bad.change().apply(good.get()).send(port);
            sent++;
            judge(name + ", " + bad.name(), bad.must() && !PLATFORM.matcher(name).matches(), answer,
                    effects.getAsInt() - before);
        });
    }

    private void judge(String what, boolean must, Answer answer, int more) {
        boolean taken = answer.status() >= 200 && answer.status() < 300;
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        // Of a transfer coding that it does not know the container says so by 501 (RFC 9112 §6.1).
        boolean coding = answer.status() == 501 && what.contains("Transfer-Encoding");
        if (!(refused || coding || (taken && !must))) {
            wrong.add(what + ": status " + answer.status());
        }
        if (more != 0 && !taken) {
            wrong.add(what + ": has an effect");
        }
        if (INSIDE.matcher(answer.body()).find()) {
            wrong.add(what + ": shows its inside: " + answer.body());
        }
        if (answer.head().contains("json") && !answer.body().isEmpty() && !isJson(answer.body())) {
            wrong.add(what + ": no JSON: " + answer.body());
        }
    }

    private static boolean isJson(String body) {
        try {
            // In chunks, as it may come, a body begins with a length.
            JSON.readTree(body.replaceAll("(?m)^[0-9a-f]+\\r\\n|\\r\\n", ""));
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}
