package dev.errand.sample.agent.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pages of {@code pages.txt}. */
final class PageList {

    /** A variable, and what it may be if that is said. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}:]*(?::([^}]*))?}");

    private final List<Entry> entries;

    /**
     * A page of the list.
     *
     * @param pattern its line
     * @param kind what the variables are whose values are said
     */
    record Page(String pattern, List<String> kind) {}

    /**
     * One page.
     *
     * @param who letters of those who reach it by links
     * @param pattern its path, variables in braces
     * @param path what paths of it look like: a group for each variable whose values are said
     */
    private record Entry(String who, String pattern, Pattern path) {

        static Entry read(String line) {
            String[] words = line.split(" ", 2);
            return new Entry(words[0], words[1], path(words[1]));
        }

        private static Pattern path(String pattern) {
            StringBuilder path = new StringBuilder();
            int end = 0;
            for (MatchResult variable : VARIABLE.matcher(pattern).results().toList()) {
                path.append(Pattern.quote(pattern.substring(end, variable.start()))).append(anything(variable));
                end = variable.end();
            }
            return Pattern.compile(path.append(Pattern.quote(pattern.substring(end))).toString());
        }

        private static String anything(MatchResult variable) {
            return variable.group(1) == null ? "[^/]+" : "(" + variable.group(1) + ")";
        }

        Optional<Page> at(String at) {
            Matcher matcher = path.matcher(at);
            return matcher.matches()
                    ? Optional.of(new Page(pattern, IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group)
                            .toList()))
                    : Optional.empty();
        }

        /** The fewer variables, the closer. */
        long variables() {
            return VARIABLE.matcher(pattern).results().count();
        }
    }

    private PageList(List<Entry> entries) {
        this.entries = entries;
    }

    static PageList read() {
        try (InputStream file = PageList.class.getResourceAsStream("/pages.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return new PageList(text.lines().filter(line -> !line.startsWith("#")).map(Entry::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page at this path. */
    Optional<Page> at(String path) {
        return entries.stream().sorted(Comparator.comparingLong(Entry::variables)).map(entry -> entry.at(path))
                .flatMap(Optional::stream).findFirst();
    }

    /** The pages that this person reaches by links. */
    Stream<String> of(Visitor visitor) {
        return entries.stream().filter(entry -> entry.who().indexOf(visitor.letter()) >= 0).map(Entry::pattern);
    }

    /** The pages below this path that can be asked for by their pattern alone. */
    Stream<String> below(String path) {
        return entries.stream().map(Entry::pattern).filter(pattern -> pattern.startsWith(path) && !pattern.contains("{"));
    }

}
