package org.insula.music;

/** A recording cannot be read as music, or a reading not be written; the message says what to do. */
public class MusicException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MusicException(String message) {
        super(message);
    }

    public MusicException(String message, Throwable cause) {
        super(message, cause);
    }
}
