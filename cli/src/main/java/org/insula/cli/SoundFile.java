package org.insula.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.insula.signal.audio.AudioDecoder;
import org.insula.signal.audio.AudioLimits;
import org.insula.signal.audio.AudioStream;

/** A recording, read as fast as it is listened to. */
final class SoundFile implements SoundSource {
    private final AudioStream stream;

    /** @param sampleRate what it is decoded to, in hertz */
    SoundFile(Path file, int sampleRate) {
        if (!Files.isRegularFile(file)) {
            throw new CliException("There is no file '" + file + "'; check its name.");
        }
        stream = AudioDecoder.stream(file, sampleRate, AudioLimits.streaming());
    }

    @Override
    public int sampleRate() {
        return stream.sampleRate();
    }

    @Override
    public int read(float[] block) {
        return stream.read(block);
    }

    @Override
    public void close() {
        stream.close();
    }
}
