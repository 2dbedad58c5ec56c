package org.insula.server.tool;

import org.insula.host.Caller;

/** Reads recordings of music for {@code POST /api/music}. Safe for many threads. */
public interface RecordingReader {
    /** In what a reading can be had. */
    enum Form {
        /** What {@code insula music --json} prints. */
        JSON("application/json", "json"),
        /** The notes and the tempo. */
        MIDI("audio/midi", "mid"),
        /** A score. */
        MUSICXML("application/vnd.recordare.musicxml+xml", "musicxml"),
        /** Every annotation. */
        JAMS("application/json", "jams"),
        /** It all drawn, in lines. */
        SVG("image/svg+xml", "svg"),
        /** It all drawn, in dots. */
        PNG("image/png", "png");

        private final String type;
        private final String extension;

        Form(String type, String extension) {
            this.type = type;
            this.extension = extension;
        }

        /** The media type. */
        public String type() {
            return type;
        }

        /** How names of such files end. */
        public String extension() {
            return extension;
        }
    }

    /** Is told how far a reading is; called from the worker that reads, so it must be quick. */
    interface Progress {
        /** Tells nobody. */
        Progress NONE = (_, _) -> {};

        /** @param done of {@code total} parts */
        void at(int done, int total);
    }

    /** The name that a key confined to scopes must have among them. */
    String name();

    /**
     * Reads a recording in turn with everybody else's requests.
     *
     * @param input what the caller calls it
     * @param recording a sound or video file
     * @return a whole document or file
     * @throws org.insula.host.HostException if too much waits, a quota is used up or it is stopping
     * @throws org.insula.embedding.EncodingException if no music can be heard in it
     * @throws InterruptedException if the calling thread was; what was begun is then given up
     */
    byte[] read(Caller caller, String input, byte[] recording, Form form, Progress progress)
            throws InterruptedException;
}
