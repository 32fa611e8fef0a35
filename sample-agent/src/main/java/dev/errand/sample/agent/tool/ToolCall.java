package dev.errand.sample.agent.tool;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * One request to a tool.
 *
 * @param method its HTTP method
 * @param path its path below the tool's resource indicator
 * @param body its JSON body, or null
 */
public record ToolCall(HttpMethod method, String path, @Nullable Map<String, Object> body) {

    /** Reads an order. */
    public static ToolCall readOrder(String orderId) {
        return new ToolCall(HttpMethod.GET, "/orders/" + orderId, null);
    }

    /** Refunds {@code amount} US dollars on an order. */
    public static ToolCall refund(String orderId, String amount) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("orderId", orderId);
        body.put("amount", amount);
        body.put("currency", "USD");
        body.put("reason", "arrived damaged");
        return new ToolCall(HttpMethod.POST, "/refunds", body);
    }

}
