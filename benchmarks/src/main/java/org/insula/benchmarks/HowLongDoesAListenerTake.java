package org.insula.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.insula.embedding.LiveEncoder;
import org.insula.host.ListenOptions;
import org.insula.host.Listener;
import org.insula.perception.SoundEncoder;
import org.insula.signal.audio.Waveform;
import org.insula.teach.Head;
import org.insula.teach.Labelled;
import org.insula.teach.Learner;
import org.insula.teach.LearnerOptions;
import org.insula.testkit.Sounds;

/**
 * From the last sample of a window to its answer: a stream at 48,000 Hz comes in blocks of a hop, as a browser would send
 * it, and the time of each call is taken.
 */
public final class HowLongDoesAListenerTake {
    private static final int RATE = 48_000;
    private static final int LABELS = 10;
    private static final int TAKES = 20;
    private static final int WARM = 100;
    private static final int HOPS = 400;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Set<String> WITHOUT_TIMBRE = Set.of("speech", "phones", "patterns");

    private HowLongDoesAListenerTake() {}

    public static void main(String[] args) {
        try (SoundEncoder encoder = new SoundEncoder()) {
            Head head = taught(encoder);
            time("a model that looks at all blocks", encoder, head);
            time("one that looks at speech, phones and patterns", encoder.only(WITHOUT_TIMBRE), head);
        }
    }

    private static void time(String what, LiveEncoder encoder, Head head) {
        try (Listener listener = new Listener(encoder, head, RATE, ListenOptions.standard())) {
            float[] hop = new float[(int) (ListenOptions.standard().hopSeconds() * RATE)];
            double[] milliseconds = new double[HOPS];
            double[] ofOneCore = new double[HOPS];
            for (int i = -WARM; i < HOPS; i++) {
                System.arraycopy(sound(i, i % LABELS, hop.length / (double) RATE, RATE), 0, hop, 0, hop.length);
                long start = System.nanoTime();
                long busy = THREADS.getCurrentThreadCpuTime();
                listener.take(hop, hop.length);
                if (i >= 0) {
                    ofOneCore[i] = (THREADS.getCurrentThreadCpuTime() - busy) / 1e6;
                    milliseconds[i] = (System.nanoTime() - start) / 1e6;
                }
            }
            Arrays.sort(milliseconds);
            Arrays.sort(ofOneCore);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s, %d answers: median %.1f ms, 99th percentile %.1f ms, longest %.1f ms; in time of one core %.1f and"
                            + " %.1f ms",
                    what,
                    HOPS,
                    milliseconds[HOPS / 2],
                    milliseconds[HOPS * 99 / 100],
                    milliseconds[HOPS - 1],
                    ofOneCore[HOPS / 2],
                    ofOneCore[HOPS * 99 / 100]));
        }
    }

    private static Head taught(SoundEncoder encoder) {
        List<Labelled> examples = new ArrayList<>();
        for (int label = 0; label < LABELS; label++) {
            for (int take = 0; take < TAKES; take++) {
                Waveform sound =
                        Waveform.of(sound(take, label, 0.8, SoundEncoder.SAMPLE_RATE), SoundEncoder.SAMPLE_RATE);
                examples.add(new Labelled(label + "/" + take, encoder.embed(sound), "label " + label, null));
            }
        }
        return new Learner(encoder.blocks(), encoder.blockChoices(), encoder.terms(), LearnerOptions.defaults())
                .teach(examples)
                .head();
    }

    /** A tone in noise. */
    private static float[] sound(int seed, int label, double seconds, int rate) {
        float[] sound = Sounds.tone(200 * (1 + Math.abs(label)), 0.3, seconds, rate);
        float[] noise = Sounds.noise(seed, 0.05, seconds, rate);
        for (int i = 0; i < sound.length; i++) {
            sound[i] += noise[i];
        }
        return sound;
    }
}
