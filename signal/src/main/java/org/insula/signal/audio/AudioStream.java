package org.insula.signal.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.insula.signal.SignalException;
import org.insula.signal.media.Container;
import org.insula.signal.media.Content;

/**
 * The sound of one file as one channel at the rate asked for, read in blocks; the memory it takes does not grow with the
 * length of the file.
 *
 * <p>The one channel is the plain mean of the file's channels. Not for use by two threads at once; whoever opened it
 * closes it.
 */
public final class AudioStream implements AutoCloseable {
    /** Containers round lengths and count encoder delays; only more than this is worth a note. */
    private static final double MISSING_SECONDS = 0.15;

    private final Track track;
    private final int sampleRate;
    private final AudioLimits limits;
    private final int sourceRate;
    private final int sourceChannels;
    private final String codec;
    private final OptionalDouble declaredSeconds;
    private final MonoMix mix = new MonoMix();
    private final List<String> notes = new ArrayList<>();
    private RateConverter converter;
    private int converterFrom;
    private float[] ready = {};
    private int readyAt;
    private int readyEnd;
    private boolean ended;

    private AudioStream(Track track, int sampleRate, AudioLimits limits) {
        this.track = track;
        this.sampleRate = sampleRate;
        this.limits = limits;
        Container container = track.container();
        this.sourceRate = container.parameters().sample_rate();
        this.sourceChannels = container.parameters().ch_layout().nb_channels();
        this.codec = container.codecName();
        this.declaredSeconds = container.declaredSeconds();
        track.checkDeclared(limits);
    }

    static AudioStream open(Content content, int sampleRate, AudioLimits limits) {
        Track track = Track.open(content);
        try {
            return new AudioStream(track, sampleRate, limits);
        } catch (SignalException e) {
            track.close();
            throw e;
        }
    }

    /** Of the samples that {@link #read} gives, in hertz. */
    public int sampleRate() {
        return sampleRate;
    }

    /** Of the file, in hertz. */
    public int sourceRate() {
        return sourceRate;
    }

    /** How many channels the file has. */
    public int sourceChannels() {
        return sourceChannels;
    }

    /** How the sound is coded, in FFmpeg's words: {@code mp3}, {@code aac}, {@code pcm_s16le}… */
    public String codec() {
        return codec;
    }

    /**
     * How long the file says it lasts, in seconds, where it does; no more than its bytes can hold where samples are stored
     * as they are. Files lie about this.
     */
    public OptionalDouble declaredSeconds() {
        return declaredSeconds;
    }

    /**
     * Reads the next samples, as many as fit but at the end, 1 being full scale.
     *
     * @param block filled from its front; not empty
     * @return how many samples were read, or -1 at the end
     * @throws SignalException if the sound is longer than the limits allow, holds a sample that is no finite number, or
     *     ends without a single sample
     */
    public int read(float[] block) {
        if (block.length == 0) {
            throw new IllegalArgumentException("A block of 0 samples was given; give room for at least one.");
        }
        int filled = 0;
        while (filled < block.length && (readyAt < readyEnd || more())) {
            int n = Math.min(block.length - filled, readyEnd - readyAt);
            System.arraycopy(ready, readyAt, block, filled, n);
            readyAt += n;
            filled += n;
        }
        return filled == 0 ? -1 : filled;
    }

    /**
     * What was wrong with the file so far, a sentence each; empty when all is well. Complete once {@link #read} has
     * returned -1.
     */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Whether nothing was missing or broken, as far as it was read. */
    public boolean complete() {
        return notes.isEmpty() && track.damaged() == 0;
    }

    /** Makes more samples ready; false at the end. */
    private boolean more() {
        while (!ended) {
            if (track.next()) {
                takeFrame();
            } else {
                finish();
            }
            if (readyAt < readyEnd) {
                return true;
            }
        }
        return false;
    }

    private void takeFrame() {
        track.checkLength(limits);
        int n = track.frameLength();
        float[] mono = mix.of(track, n);
        int rate = track.frameRate();
        if (converter != null && rate != converterFrom) {
            converter.end();
            float[] last = Arrays.copyOf(converter.output(), converter.outputLength());
            converter.close();
            converter = null;
            convert(mono, n, rate);
            prepend(last);
        } else {
            convert(mono, n, rate);
        }
    }

    private void convert(float[] mono, int n, int rate) {
        if (rate == sampleRate) {
            offer(mono, n);
            return;
        }
        if (converter == null) {
            converter = new RateConverter(rate, sampleRate);
            converterFrom = rate;
        }
        converter.take(mono, n);
        offer(converter.output(), converter.outputLength());
    }

    private void prepend(float[] last) {
        float[] both = Arrays.copyOf(last, last.length + readyEnd);
        System.arraycopy(ready, 0, both, last.length, readyEnd);
        offer(both, both.length);
    }

    private void offer(float[] samples, int n) {
        ready = samples;
        readyAt = 0;
        readyEnd = n;
    }

    private void finish() {
        ended = true;
        readyAt = 0;
        readyEnd = 0;
        if (converter != null) {
            converter.end();
            offer(converter.output(), converter.outputLength());
        }
        if (track.seconds() == 0) {
            throw track.nothingDecoded();
        }
        writeNotes();
    }

    private void writeNotes() {
        if (track.damaged() > 0) {
            notes.add(track.damaged() + (track.damaged() == 1 ? " part" : " parts")
                    + " of the sound could not be decoded cleanly, the first after "
                    + Refusals.spoken(track.firstDamage())
                    + ".");
        }
        Container container = track.container();
        Optional<WavLength> wav = track.wavLength();
        double declared = wav.isPresent()
                ? container.secondsOf(wav.get().claimed())
                : track.container().declaredSeconds().orElse(0);
        if (track.seconds() < declared - MISSING_SECONDS
                || wav.isPresent() && wav.get().isCutShort()) {
            notes.add("The sound ends after " + Refusals.spoken(track.seconds()) + " though its header says "
                    + Refusals.spoken(declared) + ".");
        } else if (container.brokeOff()) {
            notes.add("The file breaks off after " + Refusals.spoken(track.seconds()) + " of sound.");
        }
        if (wav.isPresent() && wav.get().leftOut() > 0) {
            notes.add("The header says that the sound ends after " + Refusals.spoken(declared) + "; "
                    + wav.get().leftOut() + " bytes behind that were left out.");
        }
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
            converter = null;
        }
        track.close();
    }
}
