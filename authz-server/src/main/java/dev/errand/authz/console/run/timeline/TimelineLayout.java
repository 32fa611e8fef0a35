package dev.errand.authz.console.run.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lays a timeline out. A function of what happened: nothing leaves the picture, whatever the times are. */
public final class TimelineLayout {

    static final int WIDTH = 960;
    static final int LEFT = 230;
    static final int RIGHT = WIDTH - 12;

    private static final int TOP = 8;
    private static final int GAP = 8;
    private static final int AXIS = 26;

    private final Scale scale;
    private final Map<String, LaneRows> rows = new LinkedHashMap<>();
    private final Map<String, Integer> tops = new LinkedHashMap<>();

    private TimelineLayout(Scale scale) {
        this.scale = scale;
    }

    /**
     * Lays out what happened between two times. Lanes come in the order in which they are first needed.
     *
     * @param from where the picture begins
     * @param to where it ends, if nothing happens later
     */
    public static Picture draw(Instant from, Instant to, List<Span> spans, List<Mark> marks, List<Line> lines) {
        Instant last = Stream.of(Stream.of(to), spans.stream().map(Span::to), marks.stream().map(Mark::at),
                lines.stream().map(Line::at)).flatMap(times -> times).max(Instant::compareTo).orElse(to);
        return new TimelineLayout(new Scale(from, last, LEFT, RIGHT)).draw(spans, marks, lines);
    }

    private Picture draw(List<Span> spans, List<Mark> marks, List<Line> lines) {
        List<Span> inOrder = spans.stream().sorted(Comparator.comparing(Span::from).thenComparing(Span::id)).toList();
        inOrder.forEach(span -> lane(span.lane()).add(span, scale));
        marks.forEach(mark -> lane(mark.lane()));
        int bottom = stack();
        return new Picture(WIDTH, bottom + AXIS, LEFT, lanes(), inOrder.stream().map(this::bar).toList(),
                marks.stream().map(this::point).toList(),
                lines.stream().map(line -> new Picture.Upright(scale.x(line.at()), line.kind(), line.words())).toList(),
                scale.ticks());
    }

    private LaneRows lane(String name) {
        return rows.computeIfAbsent(name, _ -> new LaneRows());
    }

    /** One lane below the other. @return where the last one ends */
    private int stack() {
        int y = TOP;
        for (Map.Entry<String, LaneRows> lane : rows.entrySet()) {
            tops.put(lane.getKey(), y);
            y += lane.getValue().height() + GAP;
        }
        return y;
    }

    private List<Picture.Lane> lanes() {
        List<Picture.Lane> lanes = new ArrayList<>();
        rows.forEach((name, lane) -> lanes.add(new Picture.Lane(name, top(name), lane.height())));
        return lanes;
    }

    private int top(String lane) {
        return tops.getOrDefault(lane, TOP);
    }

    private Picture.Bar bar(Span span) {
        return lane(span.lane()).bar(span, top(span.lane()), RIGHT);
    }

    private Picture.Point point(Mark mark) {
        int x = scale.x(mark.at());
        int y = top(mark.lane()) + lane(mark.lane()).offset(mark.span()) + LaneRows.ROW / 2;
        return new Picture.Point(x, y, mark.sign().path(x, y), mark.sign().word(), mark.words());
    }
}
