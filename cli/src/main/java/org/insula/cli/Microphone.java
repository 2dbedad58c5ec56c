package org.insula.cli;

import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** The microphone that the system calls its default one. */
final class Microphone implements SoundSource {
    private static final int COMMON_RATE = 48_000;
    private static final int CD_RATE = 44_100;

    private final TargetDataLine line;
    private final RawSamples samples;

    /** Finds the line that gives sound in a format. */
    @FunctionalInterface
    interface Lines {
        /** @throws IllegalArgumentException if no microphone gives this format */
        TargetDataLine find(AudioFormat format) throws LineUnavailableException;
    }

    private Microphone(TargetDataLine line, AudioFormat format) {
        this.line = line;
        this.samples = new RawSamples(new AudioInputStream(line), (int) format.getSampleRate(), format.getChannels());
    }

    /**
     * Opens the microphone and starts it.
     *
     * @param sampleRate what is asked for first, in hertz
     * @throws CliException if there is none, or another program holds it
     */
    static Microphone open(int sampleRate) {
        return open(sampleRate, AudioSystem::getTargetDataLine);
    }

    static Microphone open(int sampleRate, Lines lines) {
        return List.of(1, 2).stream()
                .flatMap(channels -> List.of(sampleRate, COMMON_RATE, CD_RATE).stream()
                        .map(rate -> new AudioFormat(rate, Short.SIZE, channels, true, false)))
                .flatMap(format -> start(format, lines).stream())
                .findFirst()
                .orElseThrow(() -> new CliException("No microphone could be opened: there is none, or another program"
                        + " holds it; plug one in, or give a recording with --from FILE."));
    }

    private static Optional<Microphone> start(AudioFormat format, Lines lines) {
        try {
            TargetDataLine line = lines.find(format);
            line.open(format);
            line.start();
            return Optional.of(new Microphone(line, format));
        } catch (LineUnavailableException | IllegalArgumentException e) {
            return Optional.empty(); // another format may do
        }
    }

    @Override
    public int sampleRate() {
        return samples.sampleRate();
    }

    @Override
    public int read(float[] block) {
        return samples.read(block);
    }

    @Override
    public void close() {
        line.close();
    }
}
