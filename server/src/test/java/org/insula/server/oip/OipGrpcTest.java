package org.insula.server.oip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NegotiationType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.insula.server.TestServer;
import org.insula.server.oip.grpc.GRPCInferenceServiceGrpc;
import org.insula.server.oip.grpc.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.insula.server.oip.grpc.InferTensorContents;
import org.insula.server.oip.grpc.ModelInferRequest;
import org.insula.server.oip.grpc.ModelInferResponse;
import org.insula.server.oip.grpc.ModelMetadataRequest;
import org.insula.server.oip.grpc.ModelMetadataResponse;
import org.insula.server.oip.grpc.ModelReadyRequest;
import org.insula.server.oip.grpc.ServerLiveRequest;
import org.insula.server.oip.grpc.ServerMetadataRequest;
import org.insula.server.oip.grpc.ServerReadyRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The server as grpc-java's client sees it, made from the public definition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OipGrpcTest {
    @TempDir
    static Path folder;

    private TestServer server;
    private ManagedChannel channel;
    private GRPCInferenceServiceBlockingStub client;

    @BeforeAll
    void start() throws IOException {
        server = TestServer.withMoods(folder);
        channel = channel("127.0.0.1:" + server.port());
        client = GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(1, TimeUnit.MINUTES);
    }

    private ManagedChannel channel(String authority) {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .negotiationType(NegotiationType.PLAINTEXT)
                .overrideAuthority(authority)
                .build();
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void theServerTellsWhatItIs() {
        assertTrue(client.serverLive(ServerLiveRequest.getDefaultInstance()).getLive());
        assertTrue(client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
        assertEquals(
                "insula",
                client.serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getName());
        assertTrue(client.modelReady(
                        ModelReadyRequest.newBuilder().setName("twice").build())
                .getReady());
        ModelMetadataResponse metadata = client.modelMetadata(
                ModelMetadataRequest.newBuilder().setName("twice").build());
        assertEquals(List.of(-1L, 4L), metadata.getInputs(0).getShapeList());
        assertEquals("FP32", metadata.getOutputs(0).getDatatype());
    }

    @Test
    void rawTensorsGoInAndOut() {
        ModelInferResponse answer = client.modelInfer(raw(1, 2, 3, 4));
        assertEquals("7", answer.getId());
        assertArrayEquals(new float[] {2, 4, 6, 8}, floats(answer.getRawOutputContents(0)));
        assertEquals(List.of(1L, 4L), answer.getOutputs(0).getShapeList());
    }

    @Test
    void typedTensorsGoInAndOut() {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("types");
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        input(request, "FLOAT", "FP32", contents.addFp32Contents(1.5f).addFp32Contents(-2));
        input(request, "DOUBLE", "FP64", contents.clear().addFp64Contents(0.25).addFp64Contents(3));
        input(request, "INT8", "INT8", contents.clear().addIntContents(-128).addIntContents(127));
        input(
                request,
                "INT32",
                "INT32",
                contents.clear().addIntContents(-70_000).addIntContents(70_000));
        input(
                request,
                "INT64",
                "INT64",
                contents.clear().addInt64Contents(1L << 60).addInt64Contents(-1));
        input(request, "UINT8", "UINT8", contents.clear().addUintContents(255).addUintContents(0));
        input(request, "BOOL", "BOOL", contents.clear().addBoolContents(true).addBoolContents(false));
        StatusRuntimeException e = assertThrows(StatusRuntimeException.class, () -> client.modelInfer(request.build()));
        assertTrue(e.getMessage().contains("INVALID_ARGUMENT"), "one input is missing: " + e.getMessage());
        input(request, "FLOAT16", "FP16", contents.clear());
        e = assertThrows(StatusRuntimeException.class, () -> client.modelInfer(request.build()));
        assertTrue(e.getMessage().contains("FP16, which has no typed contents"), e.getMessage());
    }

    private static void input(
            ModelInferRequest.Builder request, String element, String type, InferTensorContents.Builder contents) {
        request.addInputsBuilder()
                .setName("in-" + element)
                .setDatatype(type)
                .addShape(2)
                .setContents(contents);
    }

    @Test
    void contentMayBeTyped() {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("moods");
        request.addInputsBuilder()
                .setName("content")
                .setDatatype("BYTES")
                .addShape(1)
                .setContents(
                        InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8("I am so happy")));
        request.addOutputsBuilder().setName("label");
        ModelInferResponse answer = client.modelInfer(request.build());
        assertEquals(1, answer.getOutputsCount());
        assertEquals(
                "glad", answer.getOutputs(0).getContents().getBytesContents(0).toStringUtf8());
    }

    @Test
    void contentMayBeRaw() {
        byte[] text = "hi".getBytes(StandardCharsets.UTF_8);
        ByteBuffer raw = ByteBuffer.allocate(4 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.putInt(text.length).put(text).flip();
        ModelInferRequest.Builder request =
                ModelInferRequest.newBuilder().setModelName("smile").addRawInputContents(ByteString.copyFrom(raw));
        request.addInputsBuilder().setName("content").setDatatype("BYTES").addShape(1);
        request.addOutputsBuilder().setName("label");
        ByteString label = client.modelInfer(request.build()).getRawOutputContents(0);
        assertEquals("short", label.substring(4).toStringUtf8());
    }

    /** Beyond a frame, a buffer and the first window. */
    @Test
    void largeTensorsGoInAndOut() {
        float[] values = new float[240_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        for (int rows : new int[] {1_030, 5_000, 17_000, 60_000}) {
            ModelInferRequest.Builder request = raw(Arrays.copyOf(values, 4 * rows)).toBuilder();
            request.getInputsBuilder(0).setShape(0, rows);
            float[] twice = floats(client.modelInfer(request.build()).getRawOutputContents(0));
            assertEquals(2f * (4 * rows - 1), twice[4 * rows - 1]);
        }
    }

    @Test
    void compressedMessagesAreRead() {
        assertEquals(
                1, client.withCompression("gzip").modelInfer(raw(1, 2, 3, 4)).getOutputsCount());
    }

    @Test
    void manyCallsShareAConnection() throws Exception {
        List<Future<ModelInferResponse>> answers = new ArrayList<>();
        GRPCInferenceServiceGrpc.GRPCInferenceServiceFutureStub calls = GRPCInferenceServiceGrpc.newFutureStub(channel);
        for (int i = 0; i < 500; i++) {
            answers.add(calls.modelInfer(raw(i, i, i, i)));
        }
        for (int i = 0; i < 500; i++) {
            assertEquals(2f * i, floats(answers.get(i).get().getRawOutputContents(0))[0]);
        }
    }

    @Test
    void failuresHaveTheirCodes() {
        assertFails(
                Status.Code.NOT_FOUND,
                "There is no model 'none'",
                raw(1).toBuilder().setModelName("none"));
        assertFails(
                Status.Code.NOT_FOUND,
                "has no version '9'",
                raw(1, 2, 3, 4).toBuilder().setModelVersion("9"));
        assertFails(
                Status.Code.INVALID_ARGUMENT,
                "has no inputs",
                ModelInferRequest.newBuilder().setModelName("twice"));
        assertFails(Status.Code.INVALID_ARGUMENT, "give 16.", raw(1, 2, 3));
        assertFails(
                Status.Code.INVALID_ARGUMENT,
                "raw_input_contents",
                raw(1, 2, 3, 4).toBuilder().addRawInputContents(ByteString.EMPTY));
        float[] tooMany = new float[TestServer.MOST_BYTES / 4 + 1];
        assertFails(Status.Code.RESOURCE_EXHAUSTED, "larger than", raw(tooMany));
    }

    private void assertFails(Status.Code code, String part, ModelInferRequest.Builder request) {
        assertFails(code, part, request.build());
    }

    private void assertFails(Status.Code code, String part, ModelInferRequest request) {
        StatusRuntimeException e = assertThrows(StatusRuntimeException.class, () -> client.modelInfer(request));
        assertEquals(code, e.getStatus().getCode(), e.getMessage());
        assertTrue(e.getStatus().getDescription().contains(part), e.getMessage());
    }

    @Test
    void aDeadlineIsTheCallersPatience() {
        StatusRuntimeException e = assertThrows(
                StatusRuntimeException.class,
                () -> client.withDeadlineAfter(1, TimeUnit.NANOSECONDS).modelInfer(raw(1, 2, 3, 4)));
        assertEquals(Status.Code.DEADLINE_EXCEEDED, e.getStatus().getCode());
        Metadata tight = new Metadata();
        tight.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), "1n");
        e = assertThrows(
                StatusRuntimeException.class,
                () -> GRPCInferenceServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(tight))
                        .modelInfer(raw(1, 2, 3, 4)));
        assertEquals(Status.Code.DEADLINE_EXCEEDED, e.getStatus().getCode(), e.getMessage());
    }

    /** Two long embeddings keep both workers busy; what is cancelled behind them must leave the queue. */
    @Test
    void aCancelledCallIsWithdrawn() throws Exception {
        GRPCInferenceServiceGrpc.GRPCInferenceServiceFutureStub calls = GRPCInferenceServiceGrpc.newFutureStub(channel);
        List<Future<ModelInferResponse>> busy = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            busy.add(calls.modelInfer(longText()));
        }
        while (server.host().waiting() < 100) {
            Thread.onSpinWait();
        }
        busy.forEach(call -> call.cancel(true));
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (server.host().waiting() > 0 && System.nanoTime() < last) {
            Thread.onSpinWait();
        }
        assertEquals(0, server.host().waiting());
        String counted = new String(server.get("/metrics").body(), StandardCharsets.UTF_8);
        assertTrue(counted.contains("status=\"499\""), "callers that went away are counted as such");
    }

    private static ModelInferRequest longText() {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("moods");
        request.addInputsBuilder()
                .setName("content")
                .setDatatype("BYTES")
                .addShape(1)
                .setContents(InferTensorContents.newBuilder()
                        .addBytesContents(ByteString.copyFromUtf8("what a long and happy day ".repeat(50))));
        return request.build();
    }

    @Test
    void namesOfOthersAreTurnedAway() {
        ManagedChannel foreign = channel("evil.example");
        try {
            StatusRuntimeException e = assertThrows(
                    StatusRuntimeException.class,
                    () -> GRPCInferenceServiceGrpc.newBlockingStub(foreign)
                            .serverLive(ServerLiveRequest.getDefaultInstance()));
            assertEquals(Status.Code.PERMISSION_DENIED, e.getStatus().getCode(), e.getMessage());
        } finally {
            foreign.shutdownNow();
        }
    }

    private static ModelInferRequest raw(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder()
                .setModelName("twice")
                .setId("7")
                .addRawInputContents(ByteString.copyFrom(bytes));
        request.addInputsBuilder().setName("x").setDatatype("FP32").addShape(1).addShape(4);
        return request.build();
    }

    private static float[] floats(ByteString bytes) {
        float[] values = new float[bytes.size() / 4];
        bytes.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
