package org.insula.networks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxException;
import org.insula.onnx.OnnxModel;

/**
 * The embedded networks by name. The README of this module says what goes into each, what comes out and where it is
 * from; {@link OnnxModel#metadata()} carries the origin too.
 */
public final class Networks {
    private Networks() {}

    /** All names, in a fixed order. */
    public static List<String> names() {
        return Arrays.stream(Recipe.values()).map(Recipe::network).toList();
    }

    /**
     * A network that is ready to run; the caller closes it.
     *
     * @throws OnnxException if there is no network of that name
     */
    public static Network open(String name) {
        return Network.load(bytes(name));
    }

    /**
     * The graph of a network, to compose others with.
     *
     * @throws OnnxException if there is no network of that name
     */
    public static OnnxModel model(String name) {
        return OnnxModel.parse(bytes(name));
    }

    /**
     * The content of a network's {@code .onnx} file.
     *
     * @throws OnnxException if there is no network of that name
     */
    public static byte[] bytes(String name) {
        try (InputStream in = names().contains(name) ? Networks.class.getResourceAsStream(name + ".onnx") : null) {
            if (in == null) {
                throw new OnnxException(
                        "There is no embedded network '" + name + "'; take one of " + String.join(", ", names()) + ".");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
