package dev.errand.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/configuration.md} lists every property of ours with the words of its javadoc. The page as it should be is
 * left in {@code target/configuration.md}: copy it after a change.
 */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Path AS_IT_SHOULD_BE = Path.of("target", "configuration.md");

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        String page = page(properties());
        Files.writeString(AS_IT_SHOULD_BE, page);
        assertThat(PAGE).exists().content().isEqualTo(page);
    }

    private static Map<String, JsonNode> properties() throws IOException {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (URL metadata : Collections.list(ConfigurationPageTest.class.getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = metadata.openStream()) {
                JsonMapper.shared().readTree(in).path("properties").valueStream()
                        .filter(property -> property.path("name").asString().startsWith("errand."))
                        .forEach(property -> properties.put(property.path("name").asString(), property));
            }
        }
        return properties;
    }

    private static String page(Map<String, JsonNode> properties) {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Made from the javadoc of the properties' records; a test finds it stale. `errand.dpop.*` and `errand.tool.*`
                are a tool's, the others the server's. Port, TLS and database are ordinary Spring Boot properties.

                | property | type | default | what |
                |---|---|---|---|
                """);
        properties.values().forEach(property -> page.append("| `").append(property.path("name").asString())
                .append("` | ").append(type(property)).append(" | ").append(standard(property)).append(" | ")
                .append(words(property)).append(" |\n"));
        return page.toString();
    }

    private static String type(JsonNode property) {
        String type = property.path("type").asString();
        return type.replaceAll("[a-z]+\\.", "");
    }

    private static String standard(JsonNode property) {
        JsonNode value = property.path("defaultValue");
        return value.isMissingNode() ? "–" : "`" + (value.isString() ? value.asString() : value.toString()) + "`";
    }

    private static String words(JsonNode property) {
        return property.path("description").asString("").replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|");
    }
}
