package dev.errand.authz.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a field of a form.
 *
 * @param field the field
 * @param line which of its lines, counted from 1; empty if it is about the whole
 * @param problem a sentence without its subject
 */
public record FieldProblem(String field, Optional<Integer> line, String problem) {

    private static final Pattern ELEMENT = Pattern.compile("([a-z_]+)(?:\\[(\\d{1,6})])?.*");

    /** The problem of a member as the API names it: an element of a list is a line of its field. */
    public static FieldProblem of(String member, String problem) {
        Matcher element = ELEMENT.matcher(member);
        if (!element.matches()) {
            return new FieldProblem("form", Optional.empty(), problem);
        }
        return new FieldProblem(element.group(1),
                Optional.ofNullable(element.group(2)).map(index -> Integer.parseInt(index) + 1), problem);
    }
}
