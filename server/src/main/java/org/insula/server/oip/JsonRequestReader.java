package org.insula.server.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.insula.onnx.Tensor;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;

/**
 * Requests as JSON, with tensors in it or, in binary form, behind it.
 *
 * @see <a href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">The
 *     binary tensor data extension</a>
 */
final class JsonRequestReader {
    private static final String EXPECTED =
            "send {\"inputs\": [{\"name\", \"shape\", \"datatype\", \"data\"}…]} of the Open Inference Protocol.";

    private final byte[] body;
    private final int jsonLength;
    private final NumberArrays arrays;
    private int binaryAt;
    private Optional<String> id = Optional.empty();
    private final List<InferRequest.Input> inputs = new ArrayList<>();
    private final List<InferRequest.Output> outputs = new ArrayList<>();
    private Parameters parameters = new Parameters();

    /** The parameters that mean something here. */
    private static final class Parameters {
        int binarySize = -1;
        Optional<Boolean> binaryData = Optional.empty();
        boolean binaryOutput;
        boolean base64;
        boolean text;
        Optional<Duration> timeout = Optional.empty();
    }

    /** Numbers that are not what they should be are looked at again, by whoever can say what is wrong with them. */
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit() {
            super(null, null, false, false);
        }
    }

    private JsonRequestReader(byte[] body, int jsonLength, NumberArrays arrays) {
        this.body = body;
        this.jsonLength = jsonLength;
        this.arrays = arrays;
        this.binaryAt = jsonLength;
    }

    /**
     * Reads a request.
     *
     * @param jsonLength how many bytes of the body are JSON; what follows are binary tensors
     * @throws BadRequest if it is none
     */
    static InferRequest read(byte[] body, int jsonLength) throws IOException {
        if (jsonLength < 0 || jsonLength > body.length) {
            throw new BadRequest("Inference-Header-Content-Length is " + jsonLength + " and the body has " + body.length
                    + " bytes; say how many of them are JSON.");
        }
        try {
            return read(body, jsonLength, NumberArrays.takenFrom(body, jsonLength));
        } catch (Unfit e) {
            return plainly(body, jsonLength);
        }
    }

    /** Like {@link #read(byte[], int)}, token by token. */
    static InferRequest plainly(byte[] body, int jsonLength) throws IOException {
        return read(body, jsonLength, NumberArrays.none(body, jsonLength));
    }

    private static InferRequest read(byte[] body, int jsonLength, NumberArrays arrays) throws IOException {
        JsonRequestReader reader = new JsonRequestReader(body, jsonLength, arrays);
        try (JsonParser json = Json.FACTORY.createParser(arrays.rest(), 0, arrays.length())) {
            reader.request(json);
        } catch (JsonProcessingException | CharConversionException e) {
            throw Json.malformed(e, EXPECTED);
        }
        return reader.result();
    }

    private InferRequest result() {
        if (inputs.isEmpty()) {
            throw new BadRequest("The request has no inputs; " + EXPECTED);
        }
        if (binaryAt != body.length) {
            throw new BadRequest("The body has " + (body.length - jsonLength) + " bytes behind the JSON and the inputs"
                    + " take " + (binaryAt - jsonLength) + "; give each input its binary_data_size.");
        }
        return new InferRequest(
                id, List.copyOf(inputs), List.copyOf(outputs), parameters.timeout, parameters.binaryOutput);
    }

    private void request(JsonParser json) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "The request");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = Optional.of(text(json, "id"));
                case "parameters" -> parameters = parameters(json);
                case "inputs" -> {
                    expect(value, JsonToken.START_ARRAY, "inputs");
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        bounded(inputs.size());
                        inputs.add(input(json));
                    }
                }
                case "outputs" -> {
                    expect(value, JsonToken.START_ARRAY, "outputs");
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        bounded(outputs.size());
                        outputs.add(output(json));
                    }
                }
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new BadRequest("The JSON goes on behind the request; send one object.");
        }
    }

    private InferRequest.Output output(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "An output");
        String name = null;
        Optional<Boolean> binary = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = text(json, "name");
                case "parameters" -> binary = parameters(json).binaryData;
                default -> json.skipChildren();
            }
        }
        return new InferRequest.Output(required(name, "An output", "name"), binary);
    }

    private InferRequest.Input input(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "An input");
        String name = null;
        Datatype type = null;
        long[] shape = null;
        Parameters given = new Parameters();
        long dataAt = -1;
        TensorData data = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = text(json, "name");
                case "datatype" -> type = Datatype.of(text(json, "datatype"));
                case "shape" -> shape = shape(json);
                case "parameters" -> given = parameters(json);
                case "data" -> {
                    dataAt = json.currentTokenLocation().getByteOffset();
                    if (arrays.at(dataAt).isPresent()) {
                        json.skipChildren(); // nothing is left there
                    } else if (name != null && type != null && type != Datatype.BYTES && shape != null) {
                        data = JsonTensor.read(json, name, type, shape, left(dataAt));
                    } else {
                        json.skipChildren(); // read again when it is known what it is
                    }
                }
                default -> json.skipChildren();
            }
        }
        required(name, "An input", "name");
        required(type, "The input '" + name + "'", "datatype");
        required(shape, "The input '" + name + "'", "shape");
        if (given.binarySize >= 0 && dataAt >= 0) {
            throw new BadRequest("The input '" + name + "' has both data and a binary_data_size; give one of them.");
        }
        if (given.binarySize >= 0) {
            data = TensorData.read(name, type, shape, binary(name, given.binarySize));
        } else if (dataAt < 0) {
            throw new BadRequest("The input '" + name + "' has no data; " + EXPECTED);
        } else if (arrays.at(dataAt).isPresent()) {
            data = numbers(name, type, shape, arrays.at(dataAt).get());
        } else if (data == null) {
            data = again(name, type, shape, (int) dataAt, given);
        }
        return new InferRequest.Input(name, type, shape, data);
    }

    private TensorData numbers(String name, Datatype type, long[] shape, NumberArrays.Range range) {
        if (type == Datatype.BYTES || type == Datatype.BOOL) {
            throw new Unfit();
        }
        int size = size(shape, range.to() - range.from());
        NumberScanner scanner = new NumberScanner(body, range);
        if (type.isFloat()) {
            float[] values = new float[size];
            if (!scanner.floats(values)) {
                throw new Unfit();
            }
            return new TensorData.Numbers(Tensor.wrap(values, shape));
        }
        long[] values = new long[size];
        if (!scanner.longs(values)) {
            throw new Unfit();
        }
        for (long value : values) {
            type.inRange(name, value);
        }
        return new TensorData.Numbers(Tensor.wrap(values, shape));
    }

    private static int size(long[] shape, int most) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0 || extent > most) {
                throw new Unfit();
            }
            size = Math.min(size * extent, Integer.MAX_VALUE);
        }
        if (size > most) {
            throw new Unfit();
        }
        return (int) size;
    }

    private TensorData again(String name, Datatype type, long[] shape, int at, Parameters given) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(arrays.rest(), at, arrays.length() - at)) {
            json.nextToken();
            return type == Datatype.BYTES
                    ? JsonTensor.strings(json, name, shape, left(at), given.base64, given.text)
                    : JsonTensor.read(json, name, type, shape, left(at));
        }
    }

    private int left(long at) {
        return arrays.length() - (int) at;
    }

    private ByteBuffer binary(String name, int size) {
        if (size > body.length - binaryAt) {
            throw new BadRequest("The input '" + name + "' says binary_data_size " + size + " and "
                    + (body.length - binaryAt) + " bytes are left; give as many as it says.");
        }
        ByteBuffer slice = ByteBuffer.wrap(body, binaryAt, size);
        binaryAt += size;
        return slice;
    }

    private static long[] shape(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "shape");
        long[] shape = new long[InferRequest.MOST_RANK];
        int rank = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY; rank++) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "An extent");
            if (rank == shape.length) {
                throw new BadRequest("A shape has more than " + InferRequest.MOST_RANK + " dimensions; give fewer.");
            }
            shape[rank] = json.getLongValue();
        }
        return Arrays.copyOf(shape, rank);
    }

    private static Parameters parameters(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "parameters");
        Parameters parameters = new Parameters();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "binary_data_size" -> parameters.binarySize = (int) count(json, field, Integer.MAX_VALUE);
                case "binary_data" -> parameters.binaryData = Optional.of(value == JsonToken.VALUE_TRUE);
                case "binary_data_output" -> parameters.binaryOutput = value == JsonToken.VALUE_TRUE;
                case "content_type" -> {
                    parameters.base64 = "base64".equals(json.getText());
                    parameters.text = "str".equals(json.getText());
                }
                case "timeout" ->
                    parameters.timeout =
                            Optional.of(Duration.of(count(json, field, Long.MAX_VALUE / 1_000), ChronoUnit.MICROS));
                default -> json.skipChildren();
            }
        }
        return parameters;
    }

    private static long count(JsonParser json, String field, long most) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, field);
        long value = json.getLongValue();
        if (value < 0 || value > most) {
            throw new BadRequest(field + " is " + value + "; give a number from 0.");
        }
        return value;
    }

    private static String text(JsonParser json, String field) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING, field);
        return json.getText();
    }

    private static void expect(JsonToken got, JsonToken wanted, String what) {
        if (got != wanted) {
            throw new BadRequest(what + " is not "
                    + switch (wanted) {
                        case START_OBJECT -> "an object; ";
                        case START_ARRAY -> "an array; ";
                        case VALUE_NUMBER_INT -> "a whole number; ";
                        default -> "a string; ";
                    }
                    + EXPECTED);
        }
    }

    private static <T> T required(T value, String what, String field) {
        if (value == null) {
            throw new BadRequest(what + " has no " + field + "; " + EXPECTED);
        }
        return value;
    }

    private static void bounded(int size) {
        if (size >= InferRequest.MOST_TENSORS) {
            throw new BadRequest("The request has more than " + InferRequest.MOST_TENSORS + " tensors; send fewer.");
        }
    }
}
