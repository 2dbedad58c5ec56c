package org.insula.store;

/**
 * A new key and the only sight of its secret.
 *
 * @param presented {@code insula_<id>_<secret>}, what its holder sends
 */
public record IssuedKey(Key key, String presented) {
    /** Without the secret, so that no log gets it. */
    @Override
    public String toString() {
        return "IssuedKey[" + key + "]";
    }
}
