package dev.errand.authz.console.run.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One lane's spans in rows, so that spans at the same time do not hide each other, as long as there is room. */
final class LaneRows {

    static final int ROW = 16;

    private static final int MOST = 6;
    private static final int LEAST_WIDTH = 2;

    private final List<Integer> taken = new ArrayList<>();
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, int[]> places = new LinkedHashMap<>();

    /** Finds a row for a span; spans come in the order of their beginnings. */
    void add(Span span, Scale scale) {
        int x = scale.x(span.from());
        int width = Math.max(LEAST_WIDTH, scale.x(span.to()) - x);
        int row = free(x);
        if (row == taken.size()) {
            taken.add(0);
        }
        taken.set(row, Math.max(taken.get(row), x + width + 1));
        rows.put(span.id(), row);
        places.put(span.id(), new int[] {x, width});
    }

    /** The first row with room, else a new one, else the last one, where bars lie on each other. */
    private int free(int x) {
        for (int row = 0; row < taken.size(); row++) {
            if (taken.get(row) <= x) {
                return row;
            }
        }
        return Math.min(taken.size(), MOST - 1);
    }

    int height() {
        return Math.max(1, taken.size()) * ROW;
    }

    /** How far down the lane the row of this span is; the first one for what is not there. */
    int offset(String span) {
        return rows.getOrDefault(span, 0) * ROW;
    }

    Picture.Bar bar(Span span, int laneY, int right) {
        int[] place = places.getOrDefault(span.id(), new int[] {0, 0});
        int x = Math.min(place[0], right - place[1]);
        return new Picture.Bar(x, laneY + offset(span.id()) + 2, place[1], ROW - 4, span.words());
    }
}
