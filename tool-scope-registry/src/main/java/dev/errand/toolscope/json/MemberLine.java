package dev.errand.toolscope.json;

import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** Finds the line of a member by the places of a parser's tokens; where there is no such member, that of what it is in. */
final class MemberLine {

    private final String member;
    private String found = "";
    private OptionalInt line = OptionalInt.empty();

    MemberLine(String member) {
        this.member = member;
    }

    OptionalInt in(JsonParser parser) {
        while (parser.nextToken() != null) {
            String path = path(parser.streamReadContext());
            if (path.length() > this.found.length() && within(path)) {
                this.found = path;
                this.line = OptionalInt.of(parser.currentTokenLocation().getLineNr());
            }
        }
        return this.line;
    }

    private boolean within(String path) {
        return this.member.startsWith(path)
                && (this.member.length() == path.length() || ".[".indexOf(this.member.charAt(path.length())) >= 0);
    }

    private static String path(@Nullable TokenStreamContext context) {
        if (context == null) {
            return "";
        }
        String outer = path(context.getParent());
        if (context.inArray() && context.hasCurrentIndex()) {
            return outer + "[" + context.getCurrentIndex() + "]";
        }
        return context.inObject() && context.hasCurrentName() ? StrictObject.step(outer, context.currentName()) : outer;
    }
}
