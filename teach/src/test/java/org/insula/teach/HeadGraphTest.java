package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.insula.embedding.Embedding;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadGraphTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 0, 18", "2, 5, 0, 11", "3, 3, 9, 18", "4, 4, 30, 11"})
    void theGraphSaysWhatTheHeadSays(long seed, int labels, int vocabulary, int opset) {
        HeadParameters parameters = Heads.random(seed, labels, vocabulary);
        Head head = new Head(parameters);
        SplittableRandom random = new SplittableRandom(seed);
        try (Network graph = Network.load(HeadGraph.build(parameters, opset))) {
            for (int trial = 0; trial < 50; trial++) {
                Embedding embedding = Heads.embedding(random, parameters);
                Map<String, Tensor> output = graph.run(input(embedding, vocabulary > 0));
                double[] expected = head.probabilities(embedding);
                float[] actual = output.get(HeadGraph.PROBABILITIES).floats();
                for (int k = 0; k < labels; k++) {
                    assertEquals(expected[k], actual[k], 1e-5, "seed " + seed + " trial " + trial);
                }
                assertEquals(
                        head.distance(embedding), output.get(HeadGraph.DISTANCE).floats()[0], 1e-5);
            }
        }
    }

    private static Map<String, Tensor> input(Embedding embedding, boolean terms) {
        Map<String, Tensor> input = new HashMap<>();
        input.put(HeadGraph.EMBEDDING, Tensor.of(embedding.toArray(), 1, embedding.dimensions()));
        if (terms) {
            long[] ids = new long[embedding.termCount()];
            float[] counts = new float[ids.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = embedding.term(i);
                counts[i] = embedding.weight(i);
            }
            input.put(HeadGraph.TERM_IDS, Tensor.of(ids, ids.length));
            input.put(HeadGraph.TERM_COUNTS, Tensor.of(counts, counts.length));
        }
        return input;
    }

    @ParameterizedTest
    @CsvSource({"5, 2, 0", "6, 3, 17"})
    void theHeadIsReadBackFromItsGraph(long seed, int labels, int vocabulary) {
        HeadParameters written = Heads.random(seed, labels, vocabulary);
        OnnxModel graph = OnnxModel.parse(HeadGraph.build(written, 18).toBytes());

        HeadParameters read =
                HeadGraph.parse(graph, written.labels(), written.blocks(), written.terms(), written.neighbours());

        assertEquals(written.labels(), read.labels());
        assertArrayEquals(written.mean(), read.mean());
        assertArrayEquals(written.scale(), read.scale());
        assertArrayEquals(written.vocabulary(), read.vocabulary());
        assertArrayEquals(written.idf(), read.idf());
        assertArrayEquals(written.weights(), read.weights());
        assertArrayEquals(written.termWeights(), read.termWeights());
        assertArrayEquals(written.bias(), read.bias());
        assertArrayEquals(written.references(), read.references());
        assertEquals(written.temperature(), read.temperature());
        assertEquals(written.termScale(), read.termScale());
        assertEquals(written.threshold(), read.threshold());
    }

    @Test
    void aGraphWithoutAPartSaysWhichIsMissing() {
        OnnxModel other = HeadGraph.build(Heads.random(7, 2, 0), 18);
        TeachException e = assertThrows(
                TeachException.class, () -> HeadGraph.parse(other, List.of("a", "b", "c"), new int[] {7}, 0, 2));
        assertTrue(e.getMessage().contains("weights"), e.getMessage());
    }
}
