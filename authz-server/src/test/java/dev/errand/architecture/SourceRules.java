package dev.errand.architecture;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What only the source files tell, in all modules. */
final class SourceRules {

    static final List<Rule> ALL = List.of(
            new Rule("size", "a source file fits a sitting", SourceRules::longFiles),
            new Rule("javadoc", "every public type and every package says what it is", SourceRules::undocumented));

    private static final Pattern PUBLIC_TYPE = Pattern.compile("public\\b.*\\b(class|interface|record|enum|@interface)\\b.*");

    private SourceRules() {}

    private static Stream<Finding> longFiles(Code code) {
        return code.sources().stream().filter(source -> source.lines().size() > code.longest())
                .map(source -> new Finding(source.type(), source.lines().size() + " lines; at most " + code.longest()));
    }

    private static Stream<Finding> undocumented(Code code) {
        return code.sources().stream().filter(source -> !documented(source))
                .map(source -> new Finding(source.type(), "no javadoc"));
    }

    private static boolean documented(Source source) {
        List<String> lines = source.lines();
        return IntStream.range(0, lines.size()).filter(line -> declares(source, lines.get(line)))
                .allMatch(line -> commentAbove(lines, line));
    }

    private static boolean declares(Source source, String line) {
        return source.describesPackage() ? line.startsWith("package ") : PUBLIC_TYPE.matcher(line).matches();
    }

    /** Between a comment and its type stand annotations only: no blank line, and no end of another statement. */
    private static boolean commentAbove(List<String> lines, int declaration) {
        for (int line = declaration - 1; line >= 0; line--) {
            String text = lines.get(line).strip();
            if (text.endsWith("*/")) {
                return true;
            }
            if (text.isEmpty() || text.endsWith(";")) {
                return false;
            }
        }
        return false;
    }
}
