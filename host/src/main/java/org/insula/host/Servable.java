package org.insula.host;

import java.util.List;

/** What can be asked by name: what looks at signals, a bare network that takes tensors, or a language model. */
public sealed interface Servable permits Hosted, HostedNetwork, HostedLanguage {
    /** How it is asked for. */
    String name();

    /** Of what: {@code face}, {@code sound}…, {@code onnx} for a bare network, {@code language} or {@code embedding}. */
    String kind();

    /** What it can answer; empty for a network that does not say. */
    List<String> labels();

    /** One sentence for people. */
    String about();

    /** Whether it came with Insula. */
    boolean builtIn();
}
