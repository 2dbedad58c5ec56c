package org.insula.server.oip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.insula.server.http.BadRequest;
import org.insula.server.oip.grpc.ModelInferRequest;

/** Whatever comes, it is read or refused with a reason; run with JAZZER_FUZZ=1 to look for more. */
class OipFuzzTest {
    private static final int MOST = 100_000;

    /** The first two bytes say how much is JSON; what is left is the body. */
    @FuzzTest(maxDuration = "60s")
    void jsonRequestsAreReadOrRefused(byte[] data) throws IOException {
        if (data.length < 2) {
            return;
        }
        byte[] body = new byte[data.length - 2];
        System.arraycopy(data, 2, body, 0, body.length);
        int length = ByteBuffer.wrap(data).getShort();
        try {
            consistent(JsonRequestReader.read(body, length == -1 ? body.length : length));
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    @FuzzTest(maxDuration = "60s")
    void grpcMessagesAreReadOrRefused(byte[] body) throws IOException {
        try {
            ModelInferRequest message = GrpcMessage.read(body, "gzip", MOST, ModelInferRequest.parser());
            consistent(ProtoRequestReader.read(message, Optional.empty()));
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    /** Without the framing, so that the fuzzer need not guess lengths. */
    @FuzzTest(maxDuration = "60s")
    void messagesAreTranslatedOrRefused(byte[] message) {
        try {
            consistent(ProtoRequestReader.read(ModelInferRequest.parseFrom(message), Optional.empty()));
        } catch (BadRequest | InvalidProtocolBufferException refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    @FuzzTest(maxDuration = "30s")
    void binaryTensorsAreReadOrRefused(byte[] data) {
        if (data.length < 3) {
            return;
        }
        List<Datatype> types = List.of(Datatype.values());
        Datatype type = types.get(Math.floorMod(data[0], types.size()));
        long[] shape = {data[1], data[2]};
        try {
            TensorData read = TensorData.read("x", type, shape, ByteBuffer.wrap(data, 3, data.length - 3));
            consistent(new InferRequest.Input("x", type, shape, read));
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    private static void consistent(InferRequest request) {
        require(!request.inputs().isEmpty());
        request.inputs().forEach(OipFuzzTest::consistent);
    }

    private static void consistent(InferRequest.Input input) {
        long size = 1;
        for (long extent : input.shape()) {
            size *= extent;
        }
        require(size
                == switch (input.data()) {
                    case TensorData.Numbers numbers -> numbers.tensor().size();
                    case TensorData.Strings strings -> strings.values().size();
                    case TensorData.Unsaid unsaid -> unsaid.values().size();
                });
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("What was read does not hold together.");
        }
    }
}
