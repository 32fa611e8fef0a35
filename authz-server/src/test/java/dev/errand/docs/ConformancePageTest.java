package dev.errand.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/conformance.md} names only tests that exist, and every attack that a test says it makes. */
class ConformancePageTest {

    private static final Path PAGE = Path.of("..", "docs", "conformance.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
    private static final Pattern ATTACK = Pattern.compile("\\b(?:DP|TE|TX|RT|AC|SE|RS|MC|AD|AU|IN)-[0-9]{2}\\b");

    private static List<String> page;
    /** The sources of all modules' tests, by the name of the class. */
    private static Map<String, String> tests;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readAllLines(PAGE);
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            tests = modules.flatMap(module -> Stream.of("src/test/java", "src/browser/java").map(module::resolve))
                    .filter(Files::isDirectory)
                    .flatMap(ConformancePageTest::sources)
                    .collect(Collectors.toMap(ConformancePageTest::name, ConformancePageTest::text, String::concat));
        }
        tests.remove(ConformancePageTest.class.getSimpleName());
    }

    @Test
    void everyTestThatIsNamedExists() {
        Set<String> named = page.stream().flatMap(line -> found(NAME, line).stream()).collect(Collectors.toSet());
        assertThat(named).isNotEmpty().isSubsetOf(tests.keySet());
    }

    @Test
    void everyAttackOfARowIsMadeByATestOfThatRow() {
        for (String line : rowsOfAttacks()) {
            String sources = found(NAME, line).stream().map(name -> tests.getOrDefault(name, ""))
                    .collect(Collectors.joining());
            assertThat(found(ATTACK, sources)).as(line).containsAll(found(ATTACK, line));
        }
    }

    @Test
    void everyAttackThatATestMakesIsOnThePage() {
        Set<String> listed = found(ATTACK, String.join("\n", rowsOfAttacks()));
        Map<String, Set<String>> missing = new TreeMap<>();
        tests.forEach((name, source) -> {
            Set<String> unlisted = found(ATTACK, source);
            unlisted.removeAll(listed);
            if (!unlisted.isEmpty()) {
                missing.put(name, unlisted);
            }
        });
        assertThat(missing).isEmpty();
    }

    private static List<String> rowsOfAttacks() {
        return page.stream().filter(line -> ATTACK.matcher(line).find()).toList();
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.groupCount() == 0 ? matcher.group() : matcher.group(1));
        }
        return found;
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
