package org.insula.host;

import java.util.List;

/**
 * What a hosted model is, for listings.
 *
 * @param name how it is asked for
 * @param kind of what: face, picture, sound, hand, body, text, movement; onnx for a bare network
 * @param labels what it can answer
 * @param about one sentence for people
 * @param builtIn whether it came with Insula rather than being taught
 */
public record ModelInfo(String name, String kind, List<String> labels, String about, boolean builtIn) {
    static ModelInfo of(Servable model) {
        return new ModelInfo(model.name(), model.kind(), model.labels(), model.about(), model.builtIn());
    }
}
