package dev.errand.authz.admin;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.StrictObject;

/** What a change demands of the thing as it is now (RFC 9110 §13.1), so that nobody undoes what they have not seen. */
public sealed interface Precondition {

    /** Whether a thing with this tag, or no such thing, is what the caller has seen. */
    boolean met(Optional<EntityTag> now);

    /** {@code If-Match}: it is still one of these. A weak tag is none of them, and {@code *} names none. */
    record Unchanged(Set<String> tags) implements Precondition {

        public Unchanged {
            tags = Set.copyOf(tags);
        }

        @Override
        public boolean met(Optional<EntityTag> now) {
            return now.map(EntityTag::header).filter(tags::contains).isPresent();
        }
    }

    /** {@code If-None-Match: *}: there is none. */
    record Absent() implements Precondition {

        @Override
        public boolean met(Optional<EntityTag> now) {
            return now.isEmpty();
        }
    }

    /**
     * The member {@code enabled} of the body that comes with it. What is there already is enabled again only by a body that
     * says so; what is new is enabled unless it says otherwise.
     *
     * @throws dev.errand.toolscope.InvalidValue if a change does not say it
     */
    default boolean enabled(StrictObject body) {
        return body.optionalTruth("enabled").orElseGet(() -> switch (this) {
            case Absent nothing -> true;
            case Unchanged changed -> throw new InvalidValue("enabled", "is missing, and a change has to say it");
        });
    }

    /** Reads the two headers; empty where they demand nothing that protects anybody, or both something. */
    static Optional<Precondition> read(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch == null) {
            return ifNoneMatch != null && ifNoneMatch.strip().equals("*") ? Optional.of(new Absent()) : Optional.empty();
        }
        return ifNoneMatch != null || ifMatch.strip().equals("*")
                ? Optional.empty()
                : Optional.of(new Unchanged(
                        Arrays.stream(ifMatch.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet())));
    }

    /** That the thing is still the one with this tag, as a form that was drawn from it carries it. */
    static Precondition unchanged(String tag) {
        return new Unchanged(Set.of(new EntityTag(tag).header()));
    }
}
