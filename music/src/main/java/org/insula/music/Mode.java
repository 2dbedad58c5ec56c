package org.insula.music;

/** The two modes that a key may have. */
public enum Mode {
    MAJOR,
    MINOR
}
