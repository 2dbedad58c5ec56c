package org.insula.store;

import java.util.Optional;

/**
 * A version to be added; its model file comes beside it.
 *
 * @param figures a JSON object of up to 1000000 characters
 * @param embedding the encoder's identity, of up to 2000 characters
 * @param evaluation what was found of each example, of up to 2000000 characters
 */
public record NewVersion(String figures, String embedding, Optional<String> evaluation) {
    public NewVersion {
        Check.longText("version's figures", figures, 1_000_000);
        Check.longText("version's embedding identity", embedding, 2000);
        evaluation.ifPresent(text -> Check.longText("version's evaluation", text, 2_000_000));
    }

    public NewVersion(String figures, String embedding) {
        this(figures, embedding, Optional.empty());
    }
}
