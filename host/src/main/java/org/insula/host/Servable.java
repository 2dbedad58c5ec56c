package org.insula.host;

import java.util.List;

/** What can be asked by name: something that looks at signals, or a bare network that takes tensors. */
public sealed interface Servable permits Hosted, HostedNetwork {
    /** How it is asked for. */
    String name();

    /** Of what: {@code face}, {@code sound}…, or {@code onnx} for a bare network. */
    String kind();

    /** What it can answer; empty for a network that does not say. */
    List<String> labels();

    /** One sentence for people. */
    String about();

    /** Whether it came with Insula. */
    boolean builtIn();
}
