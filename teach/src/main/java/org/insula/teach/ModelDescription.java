package org.insula.teach;

import java.util.List;

/**
 * What a model is, as its manifest says: small enough to keep of every model, however many there are.
 *
 * @param kind what it was taught on
 * @param encoder the identity of the encoder whose embeddings it judges
 * @param labels in the order of its outputs
 * @param provenance where it comes from
 * @param figures how good it is
 */
public record ModelDescription(
        String kind, String encoder, List<String> labels, Provenance provenance, Figures figures) {
    public ModelDescription {
        labels = List.copyOf(labels);
    }

    /** One sentence about it for a list. */
    public String about() {
        return "Tells " + String.join(", ", labels) + "; right " + Math.round(100 * figures.balancedAccuracy())
                + " times in 100, each label counted alike, on " + figures.measuredOn() + " (" + provenance.total()
                + " examples).";
    }
}
