package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.insula.onnx.Attribute;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.OnnxException;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;
import org.insula.store.Quotas;
import org.insula.store.Role;
import org.insula.teach.TeachException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostedNetworkTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aBareNetworkIsAskedWithTensors() throws Exception {
        write("double", Networks.doubled("N"));
        try (Host host = host()) {
            ModelInfo info = host.models(Caller.owner()).getFirst();
            assertEquals("double", info.name());
            assertEquals("onnx", info.kind());
            TensorPort port = host.tensors(Caller.owner(), "double");
            assertEquals("x", port.inputs().getFirst().name());
            assertEquals("y", port.outputs().getFirst().name());
            assertArrayEquals(new float[] {2, 4, 6}, ask(host, "double", 1, 2, 3));
        }
    }

    @Test
    void manyWhoAskAtOnceEachGetTheirOwnAnswer() throws Exception {
        write("double", Networks.doubled("N"));
        try (Host host = host();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<float[]>> answers = new ArrayList<>();
            for (int i = 1; i <= 500; i++) {
                float x = i;
                answers.add(callers.submit(() -> ask(host, "double", x, -x, 1)));
            }
            for (int i = 1; i <= 500; i++) {
                assertArrayEquals(
                        new float[] {2 * i, -2 * i, 2}, answers.get(i - 1).get());
            }
        }
    }

    @Test
    void tensorsThatDoNotFitAreRefusedAndSpoilNobodyElsesBatch() throws Exception {
        write("double", Networks.doubled("N"));
        try (Host host = host();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<float[]>> good = new ArrayList<>();
            List<Future<float[]>> bad = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                good.add(callers.submit(() -> ask(host, "double", 1, 2, 3)));
                bad.add(callers.submit(() -> ask(host, "double", 1, 2)));
            }
            for (int i = 0; i < 100; i++) {
                assertArrayEquals(new float[] {2, 4, 6}, good.get(i).get());
                Future<float[]> refused = bad.get(i);
                assertTrue(
                        assertThrows(java.util.concurrent.ExecutionException.class, refused::get)
                                        .getCause()
                                instanceof OnnxException);
            }
        }
    }

    @Test
    void aNetworkWhoseRowsTouchEachOtherIsNeverGivenBatches() {
        byte[] onnx = Networks.lessTheMeanOfTheBatch();
        try (var network = OpenNetwork.open(onnx).value().network()) {
            assertEquals(2, network.inputs().getFirst().shape().rank());
        }
        assertEquals(1, mostAtOnce(onnx));
    }

    @Test
    void aNetworkThatFixesItsBatchIsNeverGivenLarger() {
        assertEquals(1, mostAtOnce(Networks.doubled("1")));
    }

    @Test
    void joiningAndSplittingGivesEachItsRows() {
        Map<String, Tensor> one = Map.of("a", Tensor.of(new float[] {1, 2}, 1, 2));
        Map<String, Tensor> two = Map.of("a", Tensor.of(new float[] {3, 4, 5, 6}, 2, 2));
        assertTrue(Batches.fit(one, two));
        Map<String, Tensor> joined = Batches.join(List.of(one, two));
        assertEquals(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), joined.get("a"));
        assertEquals(List.of(one, two), Batches.split(joined, new long[] {1, 2}));
        assertEquals(false, Batches.fit(one, Map.of("a", Tensor.of(new float[] {1, 2, 3}, 1, 3))));
        assertEquals(false, Batches.fit(one, Map.of("a", Tensor.of(new long[] {1, 2}, 1, 2))));
        assertEquals(false, Batches.fit(one, Map.of("b", Tensor.of(new float[] {1, 2}, 1, 2))));
    }

    @Test
    void aNetworkIsAddedReplacedAndRemoved() throws Exception {
        Path file = Files.write(folder.resolve("new.onnx"), Networks.doubled("N"));
        Path models = folder.resolve("models");
        try (Host host = new Host(List.of(), new ModelFolder(models, encoders()), HostOptions.of(1))) {
            host.add("net", file);
            assertArrayEquals(new float[] {2, 4, 6}, ask(host, "net", 1, 2, 3));
            Files.write(models.resolve("net.onnx"), Networks.scaled("N", 30));
            assertArrayEquals(new float[] {30, 60, 90}, ask(host, "net", 1, 2, 3));
            host.remove("net");
            assertEquals(
                    HostException.Reason.NOT_FOUND,
                    assertThrows(HostException.class, () -> ask(host, "net", 1, 2, 3))
                            .reason());
        }
    }

    @Test
    void aFileThatIsNoNetworkIsNotAdded() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.onnx"), "not a network");
        try (Host host =
                new Host(List.of(), new ModelFolder(folder.resolve("models"), encoders()), HostOptions.of(1))) {
            assertThrows(TeachException.class, () -> host.add("bad", file));
            assertEquals(List.of(), host.models(Caller.owner()));
        }
    }

    @Test
    void aNetworkThatBreaksWhenItIsOpenedSaysSoEachTimeAndTheOthersGoOn() throws Exception {
        Files.writeString(folder.resolve("broken.onnx"), "not a network");
        write("double", Networks.doubled("N"));
        try (Host host = host()) {
            for (int i = 0; i < 3; i++) {
                assertThrows(OnnxException.class, () -> ask(host, "broken", 1, 2, 3));
            }
            assertArrayEquals(new float[] {2, 4, 6}, ask(host, "double", 1, 2, 3));
        }
    }

    @Test
    void aFileToABareNetworkIsRefusedWithAWayOut() throws Exception {
        write("double", Networks.doubled("N"));
        try (Host host = host()) {
            HostException e =
                    assertThrows(HostException.class, () -> host.predict(Caller.owner(), "double", new byte[] {1}));
            assertEquals(
                    "Model 'double' is a bare network, which takes tensors and not files; ask it through the Open"
                            + " Inference Protocol, POST /v2/models/double/infer.",
                    e.getMessage());
        }
    }

    @Test
    void aKeyOfAnotherScopeDoesNotSeeIt() throws Exception {
        write("double", Networks.doubled("N"));
        Caller scoped = new Caller(
                new Tenant("t", 1), Role.READER, Optional.of("k"), Optional.of(Set.of("other")), Quotas.unlimited());
        try (Host host = host()) {
            assertEquals(List.of(), host.models(scoped));
            assertEquals(
                    HostException.Reason.NOT_FOUND,
                    assertThrows(HostException.class, () -> host.tensors(scoped, "double"))
                            .reason());
        }
    }

    private static int mostAtOnce(byte[] onnx) {
        OpenNetwork open = OpenNetwork.open(onnx).value();
        open.network().close();
        return open.mostAtOnce();
    }

    private static float[] ask(Host host, String name, float... row) throws InterruptedException {
        return host.infer(Caller.owner(), name, Map.of("x", Tensor.of(row, 1, row.length)), LONG)
                .get("y")
                .floats();
    }

    private Host host() {
        return new Host(List.of(), new ModelFolder(folder, encoders()), HostOptions.of(2));
    }

    private static Encoders encoders() {
        return new Encoders(new LinkedHashMap<>());
    }

    private void write(String name, byte[] onnx) throws Exception {
        Files.write(folder.resolve(name + ".onnx"), onnx);
    }

    /** Small networks from x, shape (batch, 3), to y. */
    private static final class Networks {
        static byte[] doubled(String batch) {
            return scaled(batch, 2);
        }

        static byte[] scaled(String batch, float by) {
            GraphBuilder graph = new GraphBuilder(13);
            String x = graph.input("x", ElementType.FLOAT, Shape.of(batch, "3"));
            String y = graph.node("Mul", List.of(x, graph.scalar(by)));
            graph.output("y", y, ElementType.FLOAT, Shape.of(batch, "3"));
            return graph.build().toBytes();
        }

        static byte[] lessTheMeanOfTheBatch() {
            GraphBuilder graph = new GraphBuilder(13);
            String x = graph.input("x", ElementType.FLOAT, Shape.of("N", "3"));
            String mean = graph.node("ReduceMean", List.of(x), Attribute.ofInts("axes", 0));
            String y = graph.node("Sub", List.of(x, mean));
            graph.output("y", y, ElementType.FLOAT, Shape.of("N", "3"));
            return graph.build().toBytes();
        }
    }
}
