package org.insula.host;

import java.nio.file.Path;
import java.util.List;

/**
 * A bare network in ONNX format, made anywhere, that is asked with tensors.
 *
 * @param name how it is asked for
 * @param file the {@code .onnx} file
 * @param version changes when the file does
 */
public record HostedNetwork(String name, Path file, String version) implements Servable {
    /** The kind of all bare networks. */
    public static final String KIND = "onnx";

    /** Another for every change of the file. */
    String key() {
        return name + "@" + version;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> labels() {
        return List.of();
    }

    @Override
    public String about() {
        return "A network that takes tensors and gives tensors.";
    }

    @Override
    public boolean builtIn() {
        return false;
    }
}
