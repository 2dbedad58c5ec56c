package org.insula.server.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.insula.onnx.Tensor;
import org.insula.server.http.BadRequest;

/** The {@code data} of a tensor in JSON: flat or nested like its shape, read as it streams by. */
final class JsonTensor {
    private final JsonParser json;
    private final String name;
    private final long[] shape;
    private final int size;
    private int at;

    /** Takes the value that the parser stands on. */
    private interface Element {
        void take(JsonToken token, int at) throws IOException;
    }

    private JsonTensor(JsonParser json, String name, long[] shape, int size) {
        this.json = json;
        this.name = name;
        this.shape = shape;
        this.size = size;
    }

    /**
     * Numbers or truth values. Numbers that JSON has no words for are strings: NaN, Infinity, -Infinity.
     *
     * @param json stands on the opening bracket
     * @param left how many bytes are left to read, so that no shape makes room for what cannot come
     * @throws BadRequest if the data are not what type and shape say
     */
    static TensorData read(JsonParser json, String name, Datatype type, long[] shape, int left) throws IOException {
        JsonTensor tensor = new JsonTensor(json, name, shape, TensorData.size(name, shape, left));
        if (type.isFloat()) {
            float[] values = new float[tensor.size];
            tensor.fill((token, at) -> values[at] = tensor.floating(token));
            return new TensorData.Numbers(Tensor.wrap(values, shape));
        }
        long[] values = new long[tensor.size];
        tensor.fill((token, at) -> values[at] = tensor.whole(type, token));
        return new TensorData.Numbers(Tensor.wrap(values, shape));
    }

    /**
     * Byte strings.
     *
     * @param base64 whether they are in base64
     * @param text whether they are the text itself; where neither is said, the reader of the contents decides
     */
    static TensorData strings(JsonParser json, String name, long[] shape, int left, boolean base64, boolean text)
            throws IOException {
        JsonTensor tensor = new JsonTensor(json, name, shape, TensorData.size(name, shape, left));
        List<byte[]> values = new ArrayList<>();
        tensor.fill((token, _) -> {
            tensor.require(token == JsonToken.VALUE_STRING, "strings");
            values.add(base64 ? decoded(json.getText(), name) : json.getText().getBytes(StandardCharsets.UTF_8));
        });
        return base64 || text ? new TensorData.Strings(values) : new TensorData.Unsaid(values);
    }

    /** @throws BadRequest if it is not base64 */
    static byte[] decoded(String base64, String name) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(
                    "The input '" + name + "' holds a string that is not base64; encode the bytes of the file"
                            + " so, or send them in binary form.");
        }
    }

    private void fill(Element element) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, "an array");
        array(element, 0);
        require(at == size, size + " elements, not " + at);
    }

    private void array(Element element, int depth) throws IOException {
        long count = 0;
        boolean nested = false;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            count++;
            if (token == JsonToken.START_ARRAY) {
                require(depth + 1 < shape.length && (nested || count == 1), "nested like its shape");
                nested = true;
                array(element, depth + 1);
            } else {
                require(!nested && token != null && at < size, size + " elements");
                element.take(token, at++);
            }
        }
        if (nested || depth > 0) {
            require(count == shape[depth] && (nested == (depth + 1 < shape.length)), "nested like its shape");
        }
    }

    private float floating(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            return json.getFloatValue();
        }
        require(token == JsonToken.VALUE_STRING, "numbers");
        return switch (json.getText()) {
            case "NaN" -> Float.NaN;
            case "Infinity" -> Float.POSITIVE_INFINITY;
            case "-Infinity" -> Float.NEGATIVE_INFINITY;
            default -> throw unfit("numbers");
        };
    }

    private long whole(Datatype type, JsonToken token) throws IOException {
        if (type == Datatype.BOOL && (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE)) {
            return token == JsonToken.VALUE_TRUE ? 1 : 0;
        }
        require(token == JsonToken.VALUE_NUMBER_INT, type == Datatype.BOOL ? "true or false" : "whole numbers");
        return type.inRange(name, json.getLongValue());
    }

    private void require(boolean fits, String expected) {
        if (!fits) {
            throw unfit(expected);
        }
    }

    private BadRequest unfit(String expected) {
        return new BadRequest("The data of the tensor '" + name + "' do not fit its datatype and its shape "
                + Arrays.toString(shape) + "; give " + expected + ", flat or nested.");
    }
}
