package dev.errand.authz.console.run.timeline;

import java.time.Instant;
import java.util.List;

/**
 * Shapes in a picture, in its own units.
 *
 * @param width of the picture
 * @param height of the picture
 * @param left where time begins; left of it are the names of the lanes
 * @param lanes one below the other
 * @param bars spans
 * @param marks marks, to be drawn over the bars
 * @param lines lines from top to bottom
 * @param ticks what the axis says
 */
public record Picture(int width, int height, int left, List<Lane> lanes, List<Bar> bars, List<Point> marks,
        List<Upright> lines, List<Tick> ticks) {

    /** A lane. */
    public record Lane(String name, int y, int height) {}

    /** A span's bar. */
    public record Bar(int x, int y, int width, int height, String words) {}

    /** A mark's place and outline. */
    public record Point(int x, int y, String path, String sign, String words) {}

    /** A line from top to bottom. */
    public record Upright(int x, String kind, String words) {}

    /** A place on the axis. */
    public record Tick(int x, Instant at) {}

    public Picture {
        lanes = List.copyOf(lanes);
        bars = List.copyOf(bars);
        marks = List.copyOf(marks);
        lines = List.copyOf(lines);
        ticks = List.copyOf(ticks);
    }

    /** Where a lane's name stands. */
    public int baseline(Lane lane) {
        return lane.y() + lane.height() / 2 + 4;
    }
}
