package org.insula.store;

/**
 * A version to be added; its model file comes beside it.
 *
 * @param figures a JSON object of up to 1000000 characters
 * @param embedding the encoder's identity, of up to 2000 characters
 */
public record NewVersion(String figures, String embedding) {
    public NewVersion {
        Check.longText("version's figures", figures, 1_000_000);
        Check.longText("version's embedding identity", embedding, 2000);
    }
}
