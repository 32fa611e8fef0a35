package dev.errand.toolscope.report;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The ledger's end of the wire. */
final class StandInLedger implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> identifiers = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String lastBody = "";
    private volatile String status = "recorded";
    private volatile String fixedAnswer = "";
    private volatile int failure;

    StandInLedger() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/ledger/tool-calls", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/ledger/tool-calls";
    }

    void answerWith(String newStatus) {
        status = newStatus;
    }

    void answerBody(String body) {
        fixedAnswer = body;
    }

    void failWith(int httpStatus) {
        failure = httpStatus;
    }

    List<String> received() {
        return received;
    }

    List<String> identifiers() {
        return identifiers;
    }

    String lastBody() {
        return lastBody;
    }

    int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.incrementAndGet();
            if (failure != 0) {
                exchange.sendResponseHeaders(failure, -1);
                return;
            }
            byte[] answer = (fixedAnswer.isEmpty() ? statuses(lastBody) : fixedAnswer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String statuses(String body) {
        ArrayNode answer = JSON.createArrayNode();
        for (JsonNode item : JSON.readTree(body)) {
            String executionId = item.path("execution_id").asString();
            received.add(executionId);
            identifiers.add(item.path("identifier").asString(""));
            answer.addObject().put("execution_id", executionId).put("status", status);
        }
        return answer.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
