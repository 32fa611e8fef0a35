package dev.errand.authz.console.run.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.console.run.timeline.Mark.Sign;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineLayoutTest {

    private static final Instant START = Instant.parse("2030-05-05T12:00:00Z");
    private static final Instant END = START.plusSeconds(900);

    private static Span span(String lane, int id, long from, long to) {
        return new Span(lane, "c" + id, START.plusSeconds(from), START.plusSeconds(to), "words " + id);
    }

    private static Mark mark(String lane, int span, long at) {
        return new Mark(lane, "c" + span, START.plusSeconds(at), Sign.ALLOWED, "call");
    }

    private static Picture draw(Span... spans) {
        return TimelineLayout.draw(START, END, List.of(spans), List.of(), List.of());
    }

    @Test
    void drawsTimeFromLeftToRight() {
        Picture picture = draw(span("a", 1, 0, 450), span("a", 2, 450, 900));

        assertThat(picture.bars()).extracting(Picture.Bar::x).containsExactly(TimelineLayout.LEFT,
                (TimelineLayout.LEFT + TimelineLayout.RIGHT) / 2);
        Picture.Bar last = picture.bars().getLast();
        assertThat(last.x() + last.width()).isEqualTo(TimelineLayout.RIGHT);
        assertThat(picture.ticks()).extracting(Picture.Tick::at).startsWith(START).endsWith(END).hasSize(5);
    }

    @Test
    void aMomentIsStillToBeSeen() {
        assertThat(draw(span("a", 1, 60, 60)).bars().getFirst().width()).isPositive();
        assertThat(draw(span("a", 1, 900, 900)).bars().getFirst()).satisfies(
                bar -> assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(TimelineLayout.RIGHT));
    }

    @Test
    void whatHappensAtTheSameTimeIsDrawnInRowsOfItsLane() {
        Picture picture = draw(span("a", 1, 0, 60), span("a", 2, 30, 90), span("a", 3, 70, 100), span("b", 4, 0, 60));

        assertThat(picture.lanes()).extracting(Picture.Lane::name).containsExactly("a", "b");
        List<Integer> y = picture.bars().stream().map(Picture.Bar::y).toList();
        Picture.Bar first = bar(picture, 1);
        assertThat(bar(picture, 2).y()).isGreaterThan(first.y());
        assertThat(bar(picture, 3).y()).isEqualTo(first.y());
        assertThat(bar(picture, 4).y()).isEqualTo(y.stream().max(Integer::compareTo).orElseThrow());
    }

    private static Picture.Bar bar(Picture picture, int id) {
        return picture.bars().stream().filter(bar -> bar.words().equals("words " + id)).findFirst().orElseThrow();
    }

    @Test
    void aCallIsDrawnOnItsCredential() {
        Picture picture = TimelineLayout.draw(START, END, List.of(span("a", 1, 0, 60), span("a", 2, 0, 60)),
                List.of(mark("a", 1, 30), mark("a", 2, 30), mark("z", 9, 30)), List.of());

        for (int i = 0; i < 2; i++) {
            Picture.Bar bar = bar(picture, i + 1);
            assertThat(picture.marks().get(i).y()).isBetween(bar.y(), bar.y() + bar.height());
            assertThat(picture.marks().get(i).x()).isBetween(bar.x(), bar.x() + bar.width());
        }
        assertThat(picture.lanes()).extracting(Picture.Lane::name).containsExactly("a", "z");
    }

    @Test
    void theSignsDifferInShape() {
        assertThat(Stream.of(Sign.values()).map(sign -> sign.path(0, 0))).doesNotHaveDuplicates();
        assertThat(Stream.of(Sign.values()).map(Sign::word)).contains("allowed", "refused", "unknown", "failed");
    }

    @Test
    void anEmptyRunHasAnAxis() {
        Picture picture = draw();

        assertThat(picture.bars()).isEmpty();
        assertThat(picture.height()).isPositive();
        assertThat(TimelineLayout.draw(START, START, List.of(), List.of(), List.of(new Line(START, "end", "the end")))
                .lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingLeavesThePictureWhateverTheTimes(int seed) {
        Random random = new Random(seed);
        List<Span> spans = IntStream.range(0, 200).mapToObj(id -> {
            long from = random.nextLong(-1000, 5000);
            return span("lane " + random.nextInt(5), id, from, from + random.nextLong(-10, 400));
        }).toList();
        List<Mark> marks = IntStream.range(0, 200).mapToObj(_ -> mark("lane " + random.nextInt(8), random.nextInt(250),
                random.nextLong(-10_000, 10_000))).toList();

        Picture picture = TimelineLayout.draw(START, END, spans, marks, List.of(new Line(Instant.EPOCH, "end", "")));

        assertThat(picture.bars()).hasSize(200).allSatisfy(bar -> {
            assertThat(bar.width()).isPositive();
            assertThat(bar.x()).isGreaterThanOrEqualTo(TimelineLayout.LEFT);
            assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(TimelineLayout.RIGHT);
            assertThat(bar.y()).isNotNegative();
            assertThat(bar.y() + bar.height()).isLessThan(picture.height());
        });
        assertThat(picture.marks()).allSatisfy(mark -> {
            assertThat(mark.x()).isBetween(TimelineLayout.LEFT, TimelineLayout.RIGHT);
            assertThat(mark.y()).isBetween(0, picture.height());
        });
        assertThat(picture.lines().getFirst().x()).isEqualTo(TimelineLayout.LEFT);
        assertThat(picture.lanes()).hasSizeLessThanOrEqualTo(8);
    }
}
