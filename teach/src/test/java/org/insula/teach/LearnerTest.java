package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.insula.embedding.Embedding;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private final Learner learner = new Learner(Clouds.BLOCKS, 0, LearnerOptions.defaults());

    @Test
    void separableDataIsLearntWithoutAMistake() {
        Taught taught = learner.teach(Clouds.of(90, 3, 12, 1));
        assertEquals(1, taught.evaluation().accuracy());
        Evaluation fresh = Evaluation.of(taught.head(), Clouds.of(90, 3, 12, 2));
        assertEquals(1, fresh.accuracy());
        assertTrue(fresh.ece() < 0.05, () -> "ece " + fresh.ece());
        assertEquals(List.of(), taught.suspects());
    }

    /** The labels lie in the first block; the second is made to point to them within each group and nowhere else. */
    @Test
    void aBlockThatMisleadsIsLeftOut() {
        List<Labelled> examples = new ArrayList<>();
        Random random = new Random(4);
        for (int group = 0; group < 4; group++) {
            for (int i = 0; i < 30; i++) {
                int label = i % 3;
                float[] x = new float[Clouds.DIMENSIONS];
                x[label] = 3;
                x[6 + (label + group) % 4] = 12;
                for (int d = 0; d < x.length; d++) {
                    x[d] += (float) random.nextGaussian();
                }
                examples.add(new Labelled(group + "/" + i, Embedding.of(x), Clouds.name(label), "group " + group));
            }
        }
        Learner choosing = new Learner(
                Clouds.BLOCKS, List.of(Set.of("first", "second"), Set.of("first")), 0, LearnerOptions.defaults());
        Taught taught = choosing.teach(examples);
        assertTrue(taught.method().endsWith(", on first"), taught.method());
        assertTrue(taught.evaluation().accuracy()
                > learner.teach(examples).evaluation().accuracy() + 0.1);
        float[] scale = taught.head().parameters().scale();
        for (int d = 6; d < Clouds.DIMENSIONS; d++) {
            assertEquals(0, scale[d]);
        }
        assertEquals(taught.method(), choosing.update(taught, examples).method());
        assertArrayEquals(new boolean[] {true, false}, taught.head().looksAt());
        Embedding asked = examples.get(5).embedding();
        float[] elsewhere = asked.toArray();
        Arrays.fill(elsewhere, 6, Clouds.DIMENSIONS, -7);
        assertEquals(taught.head().distance(asked), taught.head().distance(Embedding.of(elsewhere)), 1e-6);
        assertArrayEquals(taught.head().probabilities(asked), taught.head().probabilities(Embedding.of(elsewhere)));
    }

    /** The first block alone says what is known: an input far from every example in it is far, whatever the other says. */
    @Test
    void theDistanceIsTheMeanOverTheBlocksThatWereChosen() {
        List<Labelled> examples = Clouds.of(60, 3, 12, 7);
        Head all = new Learner(Clouds.BLOCKS, 0, LearnerOptions.defaults())
                .teach(examples)
                .head();
        Head first = new Learner(Clouds.BLOCKS, List.of(Set.of("first")), 0, LearnerOptions.defaults())
                .teach(examples)
                .head();
        List<Labelled> alone = examples.stream()
                .map(each -> new Labelled(
                        each.input(),
                        Embedding.of(Arrays.copyOf(each.embedding().toArray(), 6)),
                        each.label(),
                        null))
                .toList();
        Head cut = new Learner(Clouds.BLOCKS.subList(0, 1), 0, LearnerOptions.defaults())
                .teach(alone)
                .head();
        for (Labelled asked : Clouds.of(20, 4, 12, 8)) {
            Embedding beginning = Embedding.of(Arrays.copyOf(asked.embedding().toArray(), 6));
            assertEquals(cut.distance(beginning), first.distance(asked.embedding()), 1e-5);
            assertTrue(Math.abs(all.distance(asked.embedding()) - first.distance(asked.embedding())) > 1e-3);
        }
        assertEquals(cut.parameters().threshold(), first.parameters().threshold(), 1e-5);
    }

    @Test
    void aChoiceOfUnknownBlocksIsRefused() {
        TeachException e = assertThrows(
                TeachException.class,
                () -> new Learner(Clouds.BLOCKS, List.of(Set.of("third")), 0, LearnerOptions.defaults()));
        assertTrue(e.getMessage().startsWith("The choice of blocks [third] is not among"), e.getMessage());
    }

    @Test
    void noiseIsRecognisedAtChanceLevelWithLowConfidence() {
        Evaluation evaluation = learner.teach(Clouds.of(400, 4, 0, 3)).evaluation();
        assertEquals(0.25, evaluation.accuracy(), 0.08);
        assertTrue(meanConfidence(evaluation) < 0.4, () -> "mean confidence " + meanConfidence(evaluation));
    }

    /** Copies share features and a random label: whoever sees a copy in training gets the others right. */
    @Test
    void copiesInOneGroupDoNotLeakIntoTheFigures() {
        List<Labelled> examples = copies(80, 4);
        Taught taught = learner.teach(examples);
        assertEquals(0.5, taught.evaluation().accuracy(), 0.17);
        List<Labelled> fewer = examples.subList(0, examples.size() - 4);
        Taught updated = learner.update(learner.teach(fewer), examples);
        assertEquals(0.5, updated.evaluation().accuracy(), 0.17);
    }

    /** Two labels one standard deviation either side: p(a | x) = sigmoid(2 x), known in closed form. */
    @Test
    void probabilitiesAreThoseOfTheTruePosterior() {
        Head head = learner.teach(axis(1_500, 5)).head();
        double sum = 0;
        for (Labelled example : axis(500, 6)) {
            double truth = 1 / (1 + Math.exp(-2 * example.embedding().at(0)));
            sum += Math.abs(truth - head.probabilities(example.embedding())[0]);
        }
        double error = sum / 500;
        assertTrue(error < 0.04, () -> "mean error " + error);
    }

    @Test
    void reportedProbabilitiesAreCalibrated() {
        Evaluation evaluation = learner.teach(axis(1_500, 5)).evaluation();
        assertTrue(evaluation.ece() < 0.04, () -> "ece " + evaluation.ece());
        assertEquals(evaluation.accuracy(), meanConfidence(evaluation), 0.03);
        assertEquals(0.05, evaluation.unknownRate(), 0.015);
    }

    @Test
    void theOrderOfExamplesDoesNotMatterToTheLastBit() {
        List<Labelled> examples = Clouds.of(120, 3, 2, 1);
        Taught first = learner.teach(examples);
        List<Labelled> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(8));
        Taught second = learner.teach(shuffled);
        assertSameHead(first.head(), second.head());
        for (int i = 0; i < shuffled.size(); i++) {
            assertEquals(
                    shuffled.get(i).input(),
                    second.evaluation().predictions().get(i).input());
        }
    }

    @Test
    void theNumberOfThreadsDoesNotMatterToTheLastBit() throws Exception {
        List<Labelled> examples = Clouds.of(150, 3, 1, 4);
        Head parallel = learner.teach(examples).head();
        try (var one = new ForkJoinPool(1)) {
            assertSameHead(
                    parallel, one.submit(() -> learner.teach(examples).head()).get());
        }
    }

    @Test
    void renamedLabelsChangeNothingElse() {
        List<Labelled> examples = Clouds.of(120, 3, 2, 1);
        List<Labelled> renamed = examples.stream()
                .map(e -> new Labelled(
                        e.input(), e.embedding(), "z" + (char) ('c' - e.label().charAt(6) + 'a'), null))
                .toList();
        Head head = learner.teach(examples).head();
        Head other = learner.teach(renamed).head();
        double[] p = head.probabilities(examples.getFirst().embedding());
        double[] q = other.probabilities(examples.getFirst().embedding());
        for (int k = 0; k < 3; k++) {
            assertEquals(p[k], q[2 - k], 0.02);
        }
    }

    @Test
    void theUnitOfABlockDoesNotMatter() {
        List<Labelled> examples = Clouds.of(150, 3, 1.5, 1);
        List<Labelled> stretched = examples.stream()
                .map(e -> new Labelled(e.input(), stretched(e.embedding()), e.label(), null))
                .toList();
        List<Evaluation.Prediction> plain = learner.teach(examples).evaluation().predictions();
        List<Evaluation.Prediction> other =
                learner.teach(stretched).evaluation().predictions();
        for (int i = 0; i < 150; i++) {
            assertEquals(plain.get(i).probability(), other.get(i).probability(), 0.01);
            assertEquals(plain.get(i).distance(), other.get(i).distance(), 1e-5);
        }
    }

    @Test
    void anUpdateComesToWhatTeachingFromScratchComesTo() {
        List<Labelled> examples = Clouds.of(300, 3, 1.2, 9);
        Taught scratch = learner.teach(examples);
        Taught updated = learner.update(learner.teach(examples.subList(0, 299)), examples);
        for (Labelled fresh : Clouds.of(60, 3, 1.2, 10)) {
            assertArrayEquals(
                    scratch.head().probabilities(fresh.embedding()),
                    updated.head().probabilities(fresh.embedding()),
                    0.05);
            assertEquals(
                    scratch.head().distance(fresh.embedding()), updated.head().distance(fresh.embedding()), 1e-6);
        }
        assertEquals(scratch.evaluation().accuracy(), updated.evaluation().accuracy(), 0.03);
    }

    @Test
    void anUpdateOnTheSameExamplesKeepsTheHead() {
        List<Labelled> examples = Clouds.of(120, 3, 1.2, 9);
        Taught taught = learner.teach(examples);
        Taught again = learner.update(taught, examples);
        for (Labelled fresh : Clouds.of(30, 3, 1.2, 10)) {
            assertArrayEquals(
                    taught.head().probabilities(fresh.embedding()),
                    again.head().probabilities(fresh.embedding()),
                    0.02);
        }
    }

    @Test
    void anUpdateFollowsNewLabels() {
        List<Labelled> examples = new ArrayList<>(Clouds.of(6, 2, 12, 1));
        Taught few = learner.teach(examples);
        assertEquals(List.of("label a", "label b"), few.head().labels());
        for (Labelled more : Clouds.of(12, 3, 12, 2)) {
            examples.add(new Labelled("more " + more.input(), more.embedding(), more.label(), null));
        }
        Taught many = learner.update(few, examples);
        assertEquals(List.of("label a", "label b", "label c"), many.head().labels());
        assertTrue(many.method().startsWith("logistic regression"), many.method());
    }

    /** Label a points along the first axis of both blocks, b along the second; the outsider along the third. */
    @Test
    void twoExamplesOfTwoLabelsAreEnoughToBegin() {
        List<Labelled> examples = List.of(
                new Labelled("1", along(0, 1), "a", null),
                new Labelled("2", along(0, 2), "a", null),
                new Labelled("3", along(1, 3), "b", null),
                new Labelled("4", along(1, 4), "b", null));
        Head head = learner.teach(examples).head();
        for (int seed = 5; seed < 25; seed++) {
            int label = seed % 2;
            var known = assertInstanceOf(Verdict.Recognised.class, head.judge(along(label, seed)));
            assertEquals(label == 0 ? "a" : "b", known.label());
            assertInstanceOf(Verdict.Unknown.class, head.judge(along(2, seed)));
        }
    }

    @Test
    void examplesThatAreNearlyCopiesLeaveRoomForANewTake() {
        Random random = new Random(3);
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            examples.add(new Labelled("example " + i, direction(i % 3, 1e-4, random), Clouds.name(i % 3), null));
        }
        Head head = learner.teach(examples).head();
        for (int i = 0; i < 30; i++) {
            assertInstanceOf(Verdict.Recognised.class, head.judge(direction(i % 3, 0.1, random)));
            assertInstanceOf(Verdict.Unknown.class, head.judge(direction(3, 0.1, random)));
        }
    }

    private static Embedding direction(int axis, double noise, Random random) {
        float[] x = new float[Clouds.DIMENSIONS];
        x[axis] = 1;
        x[6 + axis] = 1;
        for (int d = 0; d < x.length; d++) {
            x[d] += (float) (noise * random.nextGaussian());
        }
        return Embedding.of(x);
    }

    @Test
    void whatPointsAwayFromEveryExampleIsUnknown() {
        Taught taught = learner.teach(Clouds.of(60, 2, 12, 1));
        float[] elsewhere = new float[Clouds.DIMENSIONS];
        elsewhere[5] = 40;
        elsewhere[9] = 40;
        var unknown = assertInstanceOf(Verdict.Unknown.class, taught.head().judge(Embedding.of(elsewhere)));
        assertEquals(unknown.top().getFirst(), new Guess(unknown.nearest(), unknown.probability()));
        long known = Clouds.of(100, 2, 12, 2).stream()
                .filter(e -> taught.head().judge(e.embedding()) instanceof Verdict.Recognised recognised
                        && recognised.label().equals(e.label()))
                .count();
        assertTrue(known >= 88, () -> known + " of 100 recognised");
    }

    @Test
    void wrongLabelsAreFoundAndPutFirst() {
        List<Labelled> examples = new ArrayList<>(Clouds.of(120, 3, 6, 1));
        for (int i : new int[] {4, 50}) {
            Labelled e = examples.get(i);
            examples.set(i, new Labelled(e.input(), e.embedding(), Clouds.name((i + 1) % 3), null));
        }
        Taught taught = learner.teach(examples);
        assertEquals(
                List.of("example 4", "example 50"),
                taught.suspects().stream().map(Suspect::input).sorted().toList());
        assertEquals(Clouds.name(1), suspect(taught, "example 4").suggested());
        assertEquals(Clouds.name(2), suspect(taught, "example 4").label());
        assertTrue(suspect(taught, "example 4").confidence() > 0.8);
        assertTrue(taught.advice().stream().anyMatch(s -> s.startsWith("Check 2 labels that look wrong")));
    }

    @Test
    void constantDimensionsDuplicatesAndHugeNumbersStayFinite() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            float[] x = new float[Clouds.DIMENSIONS];
            x[0] = 7;
            x[1] = i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
            x[2] = Float.MIN_VALUE * i;
            examples.add(new Labelled("e" + i, Embedding.of(x), i % 2 == 0 ? "a" : "b", null));
        }
        Taught taught = learner.teach(examples);
        assertEquals(1, taught.evaluation().accuracy());
        Evaluation e = taught.evaluation();
        assertTrue(Double.isFinite(e.ece() + e.macroF1() + e.accuracyWhenKnown()));
        double[] p = taught.head().probabilities(Embedding.of(new float[Clouds.DIMENSIONS]));
        assertEquals(1, p[0] + p[1], 1e-9);
    }

    @Test
    void identicalExamplesOfAllLabelsSayNothing() {
        List<Labelled> examples = IntStream.range(0, 12)
                .mapToObj(i -> new Labelled("e" + i, Embedding.of(new float[Clouds.DIMENSIONS]), "l" + i % 3, null))
                .toList();
        Taught taught = learner.teach(examples);
        assertArrayEquals(
                new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0},
                taught.head().probabilities(examples.getFirst().embedding()),
                0.02);
    }

    @Test
    void termsAloneCanTellLabelsApart() {
        var random = new Random(2);
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            float[] noise = new float[Clouds.DIMENSIONS];
            for (int d = 0; d < noise.length; d++) {
                noise[d] = (float) random.nextGaussian();
            }
            int[] terms = {i % 2, 2 + random.nextInt(20), 30 + random.nextInt(20)};
            var embedding = Embedding.of(noise, terms, new float[] {1, 1, 1});
            examples.add(new Labelled("e" + i, embedding, "l" + i % 2, null));
        }
        var withTerms = new Learner(Clouds.BLOCKS, 64, LearnerOptions.defaults());
        Taught taught = withTerms.teach(examples);
        assertTrue(
                taught.evaluation().accuracy() > 0.95,
                () -> taught.method() + " " + taught.evaluation().accuracy());
        assertTrue(taught.method().contains("terms at"), taught.method());
        Taught updated = withTerms.update(taught, examples.subList(0, 79));
        assertTrue(updated.evaluation().accuracy() > 0.95);
    }

    @Test
    void adviceSaysWhatToShowNext() {
        List<Labelled> examples = new ArrayList<>(Clouds.of(40, 2, 12, 1));
        for (Labelled e : Clouds.of(9, 3, 12, 2)) {
            if (e.label().equals("label c")) {
                examples.add(new Labelled("late " + e.input(), e.embedding(), e.label(), "tuesday"));
            }
        }
        Taught taught = learner.teach(examples);
        assertEquals(
                List.of(
                        "Add 1 more of 'label c'; it has 3 examples, and with fewer than four both labels and figures are"
                                + " rough.",
                        "All examples of 'label c' share one group, so its figures cannot be trusted: record another day"
                                + " or person."),
                taught.advice().subList(0, 2));
        assertTrue(taught.grouping().contains("optimistic"), taught.grouping());
    }

    @Test
    void whatCannotBeLearntFromIsRefusedInOneSentence() {
        refused(
                "The examples have 1 label [label a], but at least 2 are needed; add examples of something else.",
                Clouds.of(5, 1, 1, 1));
        refused(
                "Label 'label c' has 1 example, but at least 2 are needed; add another or leave it out.",
                Clouds.of(6, 3, 1, 1).subList(0, 5));
        List<Labelled> cased = new ArrayList<>(Clouds.of(6, 2, 1, 1));
        cased.add(new Labelled("x", cased.getFirst().embedding(), "Label A", null));
        refused(
                "Labels 'Label A' and 'label a' differ only by case or spaces; write them alike if they mean the same.",
                cased);
        List<Labelled> shaped = new ArrayList<>(Clouds.of(6, 2, 1, 1));
        shaped.add(new Labelled("x.jpg", Embedding.of(1, 2), "label a", null));
        refused(
                "The embedding of 'x.jpg' has 2 numbers, but this kind has 10; encode it with the same encoder.",
                shaped);
        refused("The examples have 0 labels [], but at least 2 are needed; add examples of something else.", List.of());
        assertEquals(
                "Example 'x' has no label; give it one or leave it out.",
                assertThrows(TeachException.class, () -> new Labelled("x", Embedding.of(1), " ", null))
                        .getMessage());
        assertEquals(
                "Option folds is 1, but must be 2 to 20; change it or leave it out.",
                assertThrows(TeachException.class, () -> new LearnerOptions(1, 1, 2, 0.95, 100))
                        .getMessage());
    }

    private void refused(String message, List<Labelled> examples) {
        assertEquals(
                message,
                assertThrows(TeachException.class, () -> learner.teach(examples))
                        .getMessage());
    }

    private static Suspect suspect(Taught taught, String input) {
        return taught.suspects().stream()
                .filter(s -> s.input().equals(input))
                .findFirst()
                .orElseThrow();
    }

    private static double meanConfidence(Evaluation evaluation) {
        return evaluation.predictions().stream()
                .mapToDouble(Evaluation.Prediction::probability)
                .average()
                .orElseThrow();
    }

    private static void assertSameHead(Head first, Head second) {
        HeadParameters a = first.parameters();
        HeadParameters b = second.parameters();
        assertArrayEquals(a.weights(), b.weights());
        assertArrayEquals(a.bias(), b.bias());
        assertArrayEquals(a.mean(), b.mean());
        assertArrayEquals(a.references(), b.references());
        assertEquals(a.temperature(), b.temperature());
        assertEquals(a.threshold(), b.threshold());
    }

    private static List<Labelled> copies(int groups, int each) {
        var random = new Random(12);
        List<Labelled> examples = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            float[] x = new float[Clouds.DIMENSIONS];
            for (int d = 0; d < x.length; d++) {
                x[d] = (float) random.nextGaussian();
            }
            String label = random.nextBoolean() ? "a" : "b";
            for (int c = 0; c < each; c++) {
                examples.add(new Labelled(g + "/" + c, Embedding.of(x), label, "group " + g));
            }
        }
        return examples;
    }

    private static List<Labelled> axis(int count, long seed) {
        var random = new Random(seed);
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] x = new float[Clouds.DIMENSIONS];
            for (int d = 0; d < x.length; d++) {
                x[d] = (float) random.nextGaussian();
            }
            x[0] += i % 2 == 0 ? 1 : -1;
            examples.add(new Labelled("e" + i, Embedding.of(x), i % 2 == 0 ? "a" : "b", null));
        }
        return examples;
    }

    private static Embedding along(int axis, long seed) {
        var random = new Random(seed);
        float[] x = new float[Clouds.DIMENSIONS];
        for (int d = 0; d < x.length; d++) {
            x[d] = (float) (random.nextGaussian() + (d == axis || d == 6 + axis ? 10 : 0));
        }
        return Embedding.of(x);
    }

    private static Embedding stretched(Embedding embedding) {
        float[] x = embedding.toArray();
        for (int d = 0; d < x.length; d++) {
            x[d] *= d < 6 ? 1_000 : 0.01f;
        }
        return Embedding.of(x);
    }
}
