package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.LiveEncoder;
import org.insula.embedding.Where;
import org.insula.signal.SignalException;
import org.insula.signal.audio.AudioDecoder;
import org.insula.signal.audio.AudioLimits;
import org.insula.signal.audio.Waveform;

/**
 * Kind {@code sound}: spoken words, doorbells, instruments, noises, moods of music, by what they sound like and not by how
 * loud they are. See {@link SoundFeatures} for what is heard.
 *
 * <p>Safe for use by many threads at once. Weights and networks are read at the first sound that needs them.
 */
public final class SoundEncoder implements LiveEncoder {
    /** The rate that {@link #embed} takes, in hertz. */
    public static final int SAMPLE_RATE = SoundFeatures.SAMPLE_RATE;

    private static final int VERSION = 2;
    private static final AudioLimits LIMITS = new AudioLimits(600);
    private static final double SHORTEST_SECONDS = 0.03;
    private static final double QUIETEST_DB = -70;
    private static final int LEVEL_FRAME = SAMPLE_RATE / 50;

    static final String NETWORKS = "sound";

    private final SoundWindows windows;
    private final Set<String> wanted;
    private final Timbre timbre;
    private final Lazy<SoundFeatures> features;

    /** An encoder that answers long recordings by {@link SoundWindows#standard()}. */
    public SoundEncoder() {
        this(SoundWindows.standard());
    }

    /** @param windows how a long recording is cut */
    public SoundEncoder(SoundWindows windows) {
        this.windows = windows;
        this.wanted = SoundFeatures.BLOCKS.stream().map(Block::name).collect(Collectors.toUnmodifiableSet());
        this.timbre = new Timbre();
        this.features =
                new Lazy<>(() -> new SoundFeatures(new PhoneNetwork(Artifact.bytes(PhoneNetwork.WEIGHTS)), timbre));
    }

    private SoundEncoder(SoundEncoder whole, Set<String> wanted) {
        this.windows = whole.windows;
        this.wanted = Set.copyOf(wanted);
        this.timbre = whole.timbre;
        this.features = whole.features;
    }

    /** Leaves out {@code timbre} and {@code overtones}, which cost more than all others, where neither is wanted. */
    @Override
    public SoundEncoder only(Set<String> blocks) {
        return new SoundEncoder(this, blocks);
    }

    @Override
    public String kind() {
        return "sound";
    }

    @Override
    public String identity() {
        return String.format(
                Locale.ROOT,
                "sound-%d/%d/%s-%s/%s-%s",
                dimensions(),
                VERSION,
                Artifact.hash(PhoneNetwork.WEIGHTS),
                Artifact.hash(NETWORKS),
                windows.lengthSeconds(),
                windows.hopSeconds());
    }

    @Override
    public List<Block> blocks() {
        return SoundFeatures.BLOCKS;
    }

    /** What words need; two kinds of what noises need, and what all share; and what instruments need. */
    @Override
    public List<Set<String>> blockChoices() {
        return List.of(
                Set.of("speech", "phones", "patterns"),
                Set.of("patterns", "spectrum"),
                Set.of("patterns"),
                Set.of("timbre", "overtones"));
    }

    @Override
    public int terms() {
        return 0;
    }

    /**
     * The whole recording first, which is what teaching learns from; then, of a recording at least twice as long as a
     * window, each window in which something sounds, in order of time.
     *
     * @param content a file with sound, see {@link AudioDecoder}, of at most ten minutes
     * @throws EncodingException if it cannot be decoded, lasts less than 30 ms or is silent
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        Waveform sound = decode(content);
        List<Encoded> found = new ArrayList<>();
        found.add(new Encoded(embed(sound), new Where.Whole()));
        int length = (int) Math.round(windows.lengthSeconds() * SAMPLE_RATE);
        int hop = (int) Math.round(windows.hopSeconds() * SAMPLE_RATE);
        if (sound.length() >= 2 * length) {
            double audible = Math.max(QUIETEST_DB, level(sound) - windows.rangeDb());
            for (int from = 0; from + length <= sound.length(); from += hop) {
                Waveform window = sound.slice(from, from + length);
                if (level(window) >= audible) {
                    Where.Span span =
                            new Where.Span((double) from / SAMPLE_RATE, (double) (from + length) / SAMPLE_RATE);
                    found.add(new Encoded(embed(window), span));
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * One sound that is decoded already.
     *
     * @param sound at {@link #SAMPLE_RATE}
     * @throws EncodingException if it has another rate, lasts less than 30 ms or is silent
     */
    public Embedding embed(Waveform sound) {
        if (sound.sampleRate() != SAMPLE_RATE) {
            throw new EncodingException("The sound has " + sound.sampleRate() + " Hz, this encoder takes " + SAMPLE_RATE
                    + " Hz; resample it first.");
        }
        checkLength(sound);
        double level = level(sound);
        if (level < QUIETEST_DB) {
            throw new EncodingException(String.format(
                    Locale.ROOT,
                    "The recording holds no sound above %.0f dB of full scale (its loudest moment is at %.0f dB); record"
                            + " it louder, or check that the microphone is on.",
                    QUIETEST_DB,
                    level));
        }
        return Embedding.of(features.get().of(sound, wanted));
    }

    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    @Override
    public Optional<Encoded> hear(float[] window) {
        Waveform sound = Waveform.of(window, SAMPLE_RATE);
        checkLength(sound);
        if (level(sound) < QUIETEST_DB) {
            return Optional.empty();
        }
        SoundCore core = SoundCore.of(sound, windows.rangeDb());
        Where.Span span = new Where.Span((double) core.from() / SAMPLE_RATE, (double) core.to() / SAMPLE_RATE);
        return Optional.of(new Encoded(Embedding.of(features.get().of(sound, wanted)), span));
    }

    private static void checkLength(Waveform sound) {
        if (sound.seconds() < SHORTEST_SECONDS) {
            throw new EncodingException(String.format(
                    Locale.ROOT,
                    "The recording lasts %.0f ms, at least %.0f ms are needed to tell what it is; give a longer one.",
                    1_000 * sound.seconds(),
                    1_000 * SHORTEST_SECONDS));
        }
    }

    private static Waveform decode(byte[] content) {
        try {
            return AudioDecoder.decode(content, SAMPLE_RATE, LIMITS);
        } catch (SignalException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    /** The level of the loudest 20 ms in decibels of full scale; −200 for digital silence. */
    private static double level(Waveform sound) {
        double loudest = 0;
        double square = 0;
        for (int i = 0; i < sound.length(); i++) {
            square += (double) sound.at(i) * sound.at(i);
            if ((i + 1) % LEVEL_FRAME == 0 || i + 1 == sound.length()) {
                loudest = Math.max(loudest, square / LEVEL_FRAME);
                square = 0;
            }
        }
        return 10 * Math.log10(loudest + 1e-20);
    }

    /** Empty: decoding and cutting are no part of a graph. */
    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.empty();
    }

    @Override
    public void close() {
        timbre.close();
    }
}
