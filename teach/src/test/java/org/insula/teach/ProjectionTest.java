package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final boolean[] SEEN = {true};

    /** On the unit circle about a far third axis: x varies most, then y, and the third hardly. */
    @Test
    void theWidestDirectionIsTheFirstAxis() {
        List<Embedding> cross =
                List.of(dense(0.6f, 0, 1), dense(-0.6f, 0, 1), dense(0, 0.3f, 1), dense(0, -0.3f, 1), dense(0, 0, 1));
        Projection plane = Projection.of(cross, new int[] {3}, SEEN);
        assertEquals(1, plane.x(0), 1e-4);
        assertEquals(-1, plane.x(1), 1e-4);
        assertEquals(0, plane.x(2), 1e-4);
        assertEquals(plane.y(2), -plane.y(3), 1e-4);
        double y = 0.3 / Math.hypot(0.3, 1) / (0.6 / Math.hypot(0.6, 1));
        assertEquals(y, Math.abs(plane.y(2)), 1e-4, "both axes have one scale");
        assertTrue(plane.explained(0) > plane.explained(1));
        assertEquals(1, plane.explained(0) + plane.explained(1), 0.03);
    }

    @Test
    void labelsThatLieApartStayApart() {
        List<Labelled> clouds = Clouds.of(60, 2, 6, 3);
        List<Embedding> embeddings = clouds.stream().map(Labelled::embedding).toList();
        Projection plane = Projection.of(embeddings, new int[] {6, 4}, new boolean[] {true, true});
        double[] first = range(clouds, plane, Clouds.name(0));
        double[] second = range(clouds, plane, Clouds.name(1));
        assertTrue(first[1] < second[0] || second[1] < first[0], "the clouds share no place on the first axis");
    }

    private static double[] range(List<Labelled> clouds, Projection plane, String label) {
        var statistics = IntStream.range(0, clouds.size())
                .filter(i -> clouds.get(i).label().equals(label))
                .mapToDouble(plane::x)
                .summaryStatistics();
        return new double[] {statistics.getMin(), statistics.getMax()};
    }

    @Test
    void theSameExamplesGiveTheSamePlane() {
        List<Embedding> embeddings =
                Clouds.of(40, 3, 2, 5).stream().map(Labelled::embedding).toList();
        boolean[] seen = {true, true};
        Projection once = Projection.of(embeddings, new int[] {6, 4}, seen);
        Projection again = Projection.of(embeddings, new int[] {6, 4}, seen);
        for (int i = 0; i < embeddings.size(); i++) {
            assertEquals(once.x(i), again.x(i));
            assertEquals(once.y(i), again.y(i));
            assertTrue(Math.abs(once.x(i)) <= 1 && Math.abs(once.y(i)) <= 1);
        }
    }

    /** As many variances as are worked out from all examples, though the axes come of 2,000 of them. */
    @Test
    void ofManyExamplesAFewTellTheAxes() {
        var random = new SplittableRandom(7);
        List<Embedding> many = IntStream.range(0, 5_000)
                .mapToObj(i -> dense((float) random.nextDouble() - 0.5f, 0.1f * (float) random.nextDouble(), 2))
                .toList();
        Projection plane = Projection.of(many, new int[] {3}, SEEN);
        assertTrue(plane.explained(0) > 0.95, "nearly all lies along the first axis");
        assertEquals(
                1,
                IntStream.range(0, 5_000)
                        .mapToDouble(i -> Math.abs(plane.x(i)))
                        .max()
                        .orElseThrow(),
                1e-9);
    }

    @Test
    void examplesThatAreAllAlikeLieInTheMiddle() {
        Projection plane = Projection.of(List.of(dense(1, 2, 3), dense(1, 2, 3)), new int[] {3}, SEEN);
        assertEquals(0, plane.x(0), 1e-9);
        assertEquals(0, plane.y(1), 1e-9);
        assertEquals(0, plane.explained(0), 1e-9);
    }

    private static Embedding dense(float... values) {
        return Embedding.of(values);
    }
}
