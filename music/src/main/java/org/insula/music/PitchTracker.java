package org.insula.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.insula.networks.Networks;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxException;
import org.insula.onnx.Tensor;
import org.insula.signal.audio.Waveform;

/**
 * Hears which keys sound and when they are struck, with the Basic Pitch network. It listens through windows of two
 * seconds that overlap by 30 frames; of each overlap the first half is taken from the earlier window. The published
 * program then keeps 86 frames a second, which loses the end of a long recording; here all of it is kept.
 *
 * <p>Safe for use by many threads at once. Close it to release the network.
 *
 * @see <a href="https://arxiv.org/abs/2203.09893">Bittner et al. 2022, A lightweight instrument-agnostic model for
 *     polyphonic note transcription</a>
 */
public final class PitchTracker implements AutoCloseable {
    /** What the network was trained on. */
    public static final int SAMPLE_RATE = 22_050;

    static final int WINDOW = 43_844;
    static final int HOP = WINDOW - 30 * 256;
    /** Silence before the sound, so that its beginning is no edge either: half the overlap. */
    static final int LEAD = 15 * 256;

    private static final int EDGE = 15;
    private static final int KEPT = 172 - 2 * EDGE;
    private static final int KEYS = Posteriorgram.KEYS;
    /** Ten hours; keeps the arrays well below what Java can hold. */
    private static final int LONGEST = 10 * 3600 * SAMPLE_RATE;

    private final Network network = Networks.open("basic-pitch");
    private final String input = network.inputs().get(0).name();

    /** Loads the network. */
    public PitchTracker() {}

    /**
     * Listens to a recording.
     *
     * @param sound at 22,050 Hz, at most ten hours
     * @param threads how many windows are computed at once, on threads of their own; 1 for the calling thread alone
     * @param bends whether to look how far each key is bent as well, which costs a few percent more
     * @throws MusicException if the sound comes at another rate or is too long, or the thread was interrupted
     */
    public Posteriorgram track(Waveform sound, int threads, boolean bends) {
        return track(sound, threads, bends, (_, _) -> {});
    }

    /**
     * As {@link #track(Waveform, int, boolean)}.
     *
     * @param progress is told, from any of the threads, how many windows are done and how many there are
     */
    public Posteriorgram track(Waveform sound, int threads, boolean bends, BiConsumer<Integer, Integer> progress) {
        check(sound, threads);
        int frames = frames(sound.length());
        float[] notes = new float[frames * KEYS];
        float[] onsets = new float[frames * KEYS];
        byte[] bent = new byte[bends ? frames * KEYS : 0];
        int windows = Math.ceilDiv(frames, KEPT);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Callable<Void> listener = () -> {
            float[] samples = new float[WINDOW];
            for (int window = next.getAndIncrement(); window < windows; window = next.getAndIncrement()) {
                listen(sound, window, samples, notes, onsets, bent);
                progress.accept(done.incrementAndGet(), windows);
            }
            return null;
        };
        runAll(listener, Math.min(threads, windows));
        return new Posteriorgram(frames, notes, onsets, bent);
    }

    private static void check(Waveform sound, int threads) {
        if (sound.sampleRate() != SAMPLE_RATE) {
            throw new MusicException("The sound comes at " + sound.sampleRate()
                    + " Hz and notes are heard at 22050 Hz; resample it first.");
        }
        if (sound.length() > LONGEST) {
            throw new MusicException("The recording lasts " + Math.round(sound.seconds() / 3600)
                    + " hours and at most 10 can be transcribed; cut it into pieces.");
        }
        if (threads < 1) {
            throw new MusicException("The number of threads is " + threads + "; give 1 or more.");
        }
    }

    /** How many frames begin before the sound ends. */
    static int frames(int samples) {
        double seconds = (double) samples / SAMPLE_RATE;
        int frames = samples / 256;
        while (Posteriorgram.timeOf(frames) < seconds) {
            frames++;
        }
        return frames;
    }

    private void listen(Waveform sound, int window, float[] samples, float[] notes, float[] onsets, byte[] bends) {
        cut(sound, window, samples);
        Set<String> wanted = bends.length > 0 ? Set.of("note", "onset", "contour") : Set.of("note", "onset");
        Map<String, Tensor> heard = network.run(Map.of(input, Tensor.wrap(samples, 1, WINDOW, 1)), wanted);
        int from = window * KEPT * KEYS;
        int count = Math.min(KEPT * KEYS, notes.length - from);
        System.arraycopy(heard.get("note").floats(), EDGE * KEYS, notes, from, count);
        System.arraycopy(heard.get("onset").floats(), EDGE * KEYS, onsets, from, count);
        if (bends.length > 0) {
            Bends.find(heard.get("contour").floats(), EDGE, count / KEYS, bends, from);
        }
    }

    /** The samples of a window, with silence where it reaches beyond the sound. */
    static void cut(Waveform sound, int window, float[] samples) {
        long start = (long) window * HOP - LEAD;
        int before = (int) Math.max(0, -start);
        int from = (int) Math.max(0, start);
        int count = Math.clamp((long) sound.length() - from, 0, WINDOW - before);
        Arrays.fill(samples, 0);
        sound.copyTo(count > 0 ? from : 0, samples, before, count);
    }

    private static void runAll(Callable<Void> listener, int threads) {
        if (threads <= 1) {
            runHere(listener);
            return;
        }
        List<Callable<Void>> listeners = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            listeners.add(listener);
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("pitch-", 0).daemon().factory())) {
            for (Future<Void> done : pool.invokeAll(listeners)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MusicException("Transcribing was interrupted; start it again.", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
    }

    private static void runHere(Callable<Void> listener) {
        try {
            listener.call();
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private static MusicException failed(Throwable cause) {
        if (cause instanceof OnnxException) {
            return new MusicException("The network that hears notes failed; try again. " + cause.getMessage(), cause);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() {
        network.close();
    }
}
