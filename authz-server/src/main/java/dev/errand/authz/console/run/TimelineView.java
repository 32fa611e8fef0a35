package dev.errand.authz.console.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

import dev.errand.authz.admin.run.RunTimeline;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.run.timeline.Line;
import dev.errand.authz.console.run.timeline.Mark;
import dev.errand.authz.console.run.timeline.Picture;
import dev.errand.authz.console.run.timeline.Span;
import dev.errand.authz.console.run.timeline.TimelineLayout;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.run.IssuedCredential;
import dev.errand.authz.ledger.run.RunCall;
import dev.errand.authz.ledger.run.RunMoment;
import dev.errand.authz.run.list.ListedRun;

/**
 * What happened in a run: as a picture, and as rows that say the same.
 *
 * @param picture the picture
 * @param credentials the credentials with their calls, the latest first
 * @param moments everything else, the latest first
 * @param cut whether there is more
 */
public record TimelineView(Picture picture, List<CredentialRow> credentials, List<MomentRow> moments, boolean cut) {

    /** A sign in the key: its word and its outline around the origin. */
    public record KeySign(String word, String path) {}

    /** A time on the axis, and which end of the axis it is at, if at one. */
    public record AxisTime(int x, String text, String end) {}

    /** A credential and the calls with it, in the order in which they were made. */
    public record CredentialRow(String id, String brief, String scopes, Moment issued, Moment expires, int allowed,
            int maxUses, List<CallRow> calls) {}

    /** A call. */
    public record CallRow(Moment at, String outcome, @Nullable String reason, @Nullable String action,
            @Nullable String identifier) {}

    /** Something without a length. */
    public record MomentRow(Moment at, String kind, String word, @Nullable String detail, boolean alarm) {}

    /** From the run's beginning, or from the first credential that is shown where earlier ones are not. */
    static TimelineView of(ListedRun run, RunTimeline timeline, Instant now, MessageSource texts, Locale locale) {
        Instant ended = run.endedAt();
        Instant from = timeline.cut() && !timeline.credentials().isEmpty()
                ? timeline.credentials().getLast().issuedAt()
                : run.openedAt();
        List<Line> lines = lines(run, timeline, texts, locale).stream().filter(line -> !line.at().isBefore(from)).toList();
        return new TimelineView(
                TimelineLayout.draw(from, ended == null ? now : ended, spans(timeline), marks(timeline), lines),
                credentials(timeline), moments(timeline), timeline.cut());
    }

    /** What the marks mean. */
    public List<KeySign> key() {
        return Stream.of(Mark.Sign.values()).map(sign -> new KeySign(sign.word(), sign.path(0, 0))).toList();
    }

    /** The times on the axis. */
    public List<AxisTime> axis() {
        List<Picture.Tick> ticks = picture.ticks();
        return ticks.stream().map(tick -> new AxisTime(tick.x(), Moment.of(tick.at()).text().substring(11, 19),
                tick.equals(ticks.getFirst()) ? "first" : tick.equals(ticks.getLast()) ? "last" : "")).toList();
    }

    private static List<Span> spans(RunTimeline timeline) {
        return timeline.credentials().stream().flatMap(credential -> credential.scopes().stream()
                .map(scope -> new Span(scope.scope(), credential.credentialId(), credential.issuedAt(),
                        credential.expiresAt(), "%s %s, %s – %s, %d/%d".formatted(scope.scope(),
                                brief(credential.credentialId()), Moment.of(credential.issuedAt()).text(),
                                Moment.of(credential.expiresAt()).text(), credential.allowed(), credential.maxUses()))))
                .toList();
    }

    private static List<Mark> marks(RunTimeline timeline) {
        return timeline.calls().stream().map(call -> new Mark(lane(call), credential(call), call.startedAt(),
                sign(call.outcome()), "%s %s, %s".formatted(lane(call), call.outcome().word(),
                        Moment.of(call.startedAt()).text())))
                .toList();
    }

    private static String lane(RunCall call) {
        String scope = call.scope();
        return scope == null ? call.tool() : scope;
    }

    private static String credential(RunCall call) {
        String id = call.credentialId();
        return id == null ? "" : id;
    }

    private static Mark.Sign sign(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED -> Mark.Sign.ALLOWED;
            case REFUSED -> Mark.Sign.REFUSED;
            case FAILED -> Mark.Sign.FAILED;
            case UNKNOWN -> Mark.Sign.UNKNOWN;
        };
    }

    private static List<Line> lines(ListedRun run, RunTimeline timeline, MessageSource texts, Locale locale) {
        List<Line> lines = new ArrayList<>();
        timeline.moments().stream()
                .filter(moment -> moment.kind() == RunMoment.Kind.RUN_TOKEN && moment.word().equals("refresh_token"))
                .forEach(moment -> lines.add(line(moment.at(), "refresh", texts, locale)));
        timeline.moments().stream().filter(moment -> moment.kind() == RunMoment.Kind.REFUSAL)
                .forEach(moment -> lines.add(line(moment.at(), "refusal", texts, locale)));
        Instant ended = run.endedAt();
        if (ended != null) {
            lines.add(line(ended, "end", texts, locale));
        }
        return lines;
    }

    private static Line line(Instant at, String kind, MessageSource texts, Locale locale) {
        return new Line(at, kind, texts.getMessage("runs.timeline.line." + kind, new Object[] {Moment.of(at).text()}, locale));
    }

    private static List<CredentialRow> credentials(RunTimeline timeline) {
        Map<String, List<RunCall>> calls = timeline.calls().reversed().stream()
                .collect(Collectors.groupingBy(TimelineView::credential));
        return timeline.credentials().stream()
                .map(credential -> row(credential, calls.getOrDefault(credential.credentialId(), List.of()))).toList();
    }

    private static CredentialRow row(IssuedCredential credential, List<RunCall> calls) {
        return new CredentialRow(credential.credentialId(), brief(credential.credentialId()),
                credential.scopes().stream().map(scope -> scope.scope()).collect(Collectors.joining(" + ")),
                Moment.of(credential.issuedAt()), Moment.of(credential.expiresAt()), credential.allowed(),
                credential.maxUses(), calls.stream().map(call -> new CallRow(Moment.of(call.startedAt()),
                        call.outcome().word(), call.reason(), call.action(), call.identifier())).toList());
    }

    private static List<MomentRow> moments(RunTimeline timeline) {
        return timeline.moments().stream().map(moment -> new MomentRow(Moment.of(moment.at()),
                moment.kind().name().toLowerCase(Locale.ROOT), moment.word(), moment.detail(), moment.alarm())).toList();
    }

    private static String brief(String id) {
        return id.substring(0, Math.min(id.length(), 8));
    }
}
