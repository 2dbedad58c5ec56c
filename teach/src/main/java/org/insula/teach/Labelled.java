package org.insula.teach;

import java.util.Objects;
import org.insula.embedding.Embedding;

/**
 * One example to learn from.
 *
 * @param input its name in reports: a file name, or the text itself
 * @param embedding what the encoder made of it
 * @param label what it is
 * @param group what it shares with others (a person, a recording, one burst of frames), so that it is never split
 *     between training and evaluation; null or blank if it stands alone
 */
public record Labelled(String input, Embedding embedding, String label, String group) {
    public Labelled {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(embedding, "embedding");
        group = group == null || group.isBlank() ? null : group;
        if (label == null || label.isBlank()) {
            throw new TeachException("Example '" + input + "' has no label; give it one or leave it out.");
        }
    }
}
