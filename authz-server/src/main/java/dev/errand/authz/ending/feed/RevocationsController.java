package dev.errand.authz.ending.feed;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.errand.authz.tool.ToolAnswers;
import dev.errand.authz.tool.ToolAuthentication;
import dev.errand.authz.tool.ToolCheck;
import dev.errand.authz.tool.ToolRefusal;
import dev.errand.dpop.firstuse.FirstUseUnavailable;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * {@code GET /revocations}: an authenticated tool hears which of its own credentials are not to be accepted any more,
 * though they have not expired. Asked with {@code since}, the cursor of the last answer, it may wait up to
 * {@code wait} seconds for something new; asked with {@code Accept: text/event-stream} the answer goes on until the
 * tool's assertion has expired or its keys are others.
 */
@RestController
final class RevocationsController {

    static final String PATH = "/revocations";

    private static final int MAX_WAIT = 25;
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2}");
    private static final Duration LATE = Duration.ofSeconds(2);

    private final ToolAuthentication authentication;
    private final RevocationFeed feed;
    private final FeedWatch watch;
    private final ToolScopes registry;
    private final ToolAnswers answers;
    private final InstantSource clock;

    RevocationsController(ToolAuthentication authentication, RevocationFeed feed, FeedWatch watch, ToolScopes registry,
            ToolAnswers answers, InstantSource clock) {
        this.authentication = authentication;
        this.feed = feed;
        this.watch = watch;
        this.registry = registry;
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping(PATH)
    Object revocations(@RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "wait", required = false) @Nullable String wait, HttpServletRequest request,
            HttpServletResponse response) {
        return switch (authentication.authenticate(request, PATH)) {
            case ToolCheck.Refused(ToolRefusal refusal) -> answers.refuse(PATH, refusal);
            case ToolCheck.Authenticated tool -> {
                OptionalInt seconds = seconds(wait);
                yield seconds.isEmpty()
                        ? answers.refuse(PATH, ToolRefusal.request(400, "wait_malformed", tool.resource()))
                        : isStream(request)
                                ? stream(tool, position(resumed(request, since)), response)
                                : answer(tool.resource(), position(since), seconds.getAsInt());
            }
        };
    }

    /** Who asks without a cursor wants to be complete, and not to wait. */
    private Object answer(String tool, OptionalLong since, int seconds) {
        FeedPage page = feed.read(tool, since);
        boolean known = since.isPresent() && since.getAsLong() <= page.position();
        return seconds > 0 && page.isEmpty() && known ? wait(tool, page, seconds) : answer(page);
    }

    private DeferredResult<ResponseEntity<Object>> wait(String tool, FeedPage page, int seconds) {
        Duration time = Duration.ofSeconds(seconds);
        ResponseEntity<Object> unavailable = answers.unavailable();
        DeferredResult<ResponseEntity<Object>> result = new DeferredResult<>(time.plus(LATE).toMillis(), unavailable);
        LongPoll poll = new LongPoll(tool, page, this::answer, unavailable, result, System::nanoTime,
                System.nanoTime() + time.toNanos());
        result.onCompletion(() -> watch.remove(poll));
        watch.add(poll);
        return result;
    }

    private ResponseEntity<Object> answer(FeedPage page) {
        return answers.answer(200).body(page.json());
    }

    private SseEmitter stream(ToolCheck.Authenticated tool, OptionalLong since, HttpServletResponse response) {
        FeedPage page = feed.read(tool.resource(), since);
        SseEmitter emitter = new SseEmitter(Duration.between(clock.instant(), tool.until()).plus(LATE).toMillis());
        FeedStream stream = new FeedStream(tool.resource(), emitter, tool.until(), () -> keys(tool.resource()),
                System::nanoTime);
        answers.head(response);
        emitter.onCompletion(() -> watch.remove(stream));
        stream.begin(page);
        watch.add(stream);
        return emitter;
    }

    private String keys(String tool) {
        return registry.tool(tool).map(one -> one.jwks()).orElse("");
    }

    /** A browser's own client sends the last cursor in a header, and the address of the first request. */
    private static @Nullable String resumed(HttpServletRequest request, @Nullable String since) {
        String last = request.getHeader("Last-Event-ID");
        return last == null ? since : last;
    }

    private static OptionalLong position(@Nullable String cursor) {
        return cursor != null && POSITION.matcher(cursor).matches()
                ? OptionalLong.of(Long.parseLong(cursor))
                : OptionalLong.empty();
    }

    private static OptionalInt seconds(@Nullable String wait) {
        if (wait == null) {
            return OptionalInt.of(0);
        }
        return SECONDS.matcher(wait).matches() && Integer.parseInt(wait) <= MAX_WAIT
                ? OptionalInt.of(Integer.parseInt(wait))
                : OptionalInt.empty();
    }

    private static boolean isStream(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, FirstUseUnavailable.class})
    ResponseEntity<Object> unavailable() {
        return answers.unavailable();
    }
}
