package dev.errand.sample.agent.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** What a page loads, counted by the browser: headers and bodies as they come over the wire, nothing from a cache. */
final class Traffic implements AutoCloseable {

    private final CDPSession devtools;
    private final Map<String, String> urls = new LinkedHashMap<>();
    private final Map<String, Long> bytes = new LinkedHashMap<>();

    Traffic(Page page) {
        devtools = page.context().newCDPSession(page);
        devtools.on("Network.requestWillBeSent", this::sent);
        devtools.on("Network.loadingFinished", this::finished);
        devtools.send("Network.enable");
        JsonObject disabled = new JsonObject();
        disabled.addProperty("cacheDisabled", true);
        devtools.send("Network.setCacheDisabled", disabled);
    }

    private void sent(JsonObject event) {
        urls.put(event.get("requestId").getAsString(), event.getAsJsonObject("request").get("url").getAsString());
    }

    private void finished(JsonObject event) {
        bytes.merge(event.get("requestId").getAsString(), event.get("encodedDataLength").getAsLong(), Long::sum);
    }

    /** The addresses that were asked. */
    List<String> urls() {
        return List.copyOf(urls.values());
    }

    /** How much came, in bytes. */
    long bytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What came, the heaviest first, for people. */
    List<String> bill() {
        List<Map.Entry<String, Long>> items = new ArrayList<>(bytes.entrySet());
        items.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        return items.stream().map(item -> item.getValue() + " " + urls.getOrDefault(item.getKey(), "?")).toList();
    }

    @Override
    public void close() {
        devtools.detach();
    }

}
