package org.insula.server.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.insula.onnx.Tensor;
import org.insula.server.http.Json;

/**
 * Answers as JSON, with tensors in it or, in binary form, behind it. Floats that JSON has no words for are strings.
 *
 * @param bytes the JSON, and what comes behind it
 * @param jsonLength how many of them are JSON; all of them if nothing is in binary form
 */
record JsonResponseWriter(byte[] bytes, int jsonLength) {
    static JsonResponseWriter of(InferResponse response, InferRequest request) throws IOException {
        List<InferResponse.Output> binary = response.outputs().stream()
                .filter(output -> request.binary(output.name()))
                .toList();
        byte[] json = json(response, request);
        int size = json.length;
        for (InferResponse.Output output : binary) {
            size = Math.addExact(size, BinaryTensor.size(output));
        }
        if (binary.isEmpty()) {
            return new JsonResponseWriter(json, json.length);
        }
        ByteBuffer all = ByteBuffer.allocate(size).put(json);
        binary.forEach(output -> BinaryTensor.write(output, all));
        return new JsonResponseWriter(all.array(), json.length);
    }

    private static byte[] json(InferResponse response, InferRequest request) throws IOException {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(1_024);
                JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model_name", response.model());
            json.writeStringField("model_version", response.version());
            if (response.id().isPresent()) {
                json.writeStringField("id", response.id().get());
            }
            json.writeArrayFieldStart("outputs");
            for (InferResponse.Output output : response.outputs()) {
                output(json, output, request.binary(output.name()));
            }
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        }
    }

    private static void output(JsonGenerator json, InferResponse.Output output, boolean binary) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.name());
        json.writeFieldName("shape");
        json.writeArray(output.shape(), 0, output.shape().length);
        json.writeStringField("datatype", output.type().name());
        if (binary) {
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("binary_data_size", BinaryTensor.size(output));
            json.writeEndObject();
        } else {
            json.writeFieldName("data");
            data(json, output);
        }
        json.writeEndObject();
    }

    private static void data(JsonGenerator json, InferResponse.Output output) throws IOException {
        switch (output.data()) {
            case TensorData.Strings(List<byte[]> values) -> strings(json, values);
            case TensorData.Unsaid(List<byte[]> values) -> strings(json, values);
            case TensorData.Numbers(Tensor tensor) when tensor.isFloat() -> floats(json, tensor.floats());
            case TensorData.Numbers(Tensor tensor)
            when output.type() == Datatype.BOOL -> booleans(json, tensor.longs());
            case TensorData.Numbers(Tensor tensor) -> json.writeArray(tensor.longs(), 0, tensor.size());
        }
    }

    private static void strings(JsonGenerator json, List<byte[]> values) throws IOException {
        json.writeStartArray();
        for (byte[] value : values) {
            json.writeString(new String(value, StandardCharsets.UTF_8));
        }
        json.writeEndArray();
    }

    private static void floats(JsonGenerator json, float[] values) throws IOException {
        json.writeStartArray();
        for (float value : values) {
            json.writeNumber(value); // NaN and the infinities in quotes
        }
        json.writeEndArray();
    }

    private static void booleans(JsonGenerator json, long[] values) throws IOException {
        json.writeStartArray();
        for (long value : values) {
            json.writeBoolean(value != 0);
        }
        json.writeEndArray();
    }
}
