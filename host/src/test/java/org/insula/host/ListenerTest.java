package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.insula.host.Listener.Heard;
import org.insula.perception.SoundEncoder;
import org.insula.signal.audio.Waveform;
import org.insula.teach.Head;
import org.insula.teach.Labelled;
import org.insula.teach.Learner;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Verdict;
import org.insula.testkit.Sounds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A doorbell, a knock and a buzzer, taught from ten made-up examples each, in streams of other ones. */
class ListenerTest {
    private static final int RATE = SoundEncoder.SAMPLE_RATE;
    private static final int BLOCK = 1_234;
    private static final SoundEncoder ENCODER = new SoundEncoder();

    private static Head head;

    @BeforeAll
    static void teach() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            examples.add(example("doorbell", i, doorbell(i, RATE)));
            examples.add(example("knock", i, knock(i, RATE)));
            examples.add(example("buzzer", i, buzzer(i, 0.6 + 0.1 * i, RATE)));
        }
        var learner = new Learner(ENCODER.blocks(), ENCODER.blockChoices(), 0, LearnerOptions.defaults());
        head = learner.teach(examples).head();
    }

    /** As somebody would record it: with some noise before, below and behind. */
    private static Labelled example(String label, int take, float[] sound) {
        return new Labelled(label + take, ENCODER.embed(Waveform.of(recording(take, sound), RATE)), label, null);
    }

    private static float[] recording(int take, float[] sound) {
        float[] recording = Sounds.noise(100 + take, 0.001 * (1 + take % 5), sound.length / (double) RATE + 0.6, RATE);
        mix(recording, sound, 0.3, RATE);
        return recording;
    }

    @Test
    void everyDoorbellRingsOnceAtItsTime() {
        float[] stream = noise(12, RATE);
        mix(stream, doorbell(21, RATE), 1.3, RATE);
        mix(stream, knock(22, RATE), 4.6, RATE);
        mix(stream, doorbell(23, RATE), 8.1, RATE);
        assertEvents(listen(stream, RATE), "doorbell", 1.3, "knock", 4.6, "doorbell", 8.1);
    }

    @Test
    void anotherRateIsResampled() {
        for (int rate : new int[] {8_000, 22_050, 44_100, 48_000}) {
            float[] stream = noise(8, rate);
            mix(stream, doorbell(24, rate), 1.1, rate);
            mix(stream, knock(25, rate), 4.4, rate);
            assertEvents(listen(stream, rate), "doorbell", 1.1, "knock", 4.4);
        }
    }

    /** As sounds come from a synthesiser: no noise, and each take as the others but for its length and loudness. */
    @Test
    void whatWasTaughtWithoutNoiseIsHeardInNoise() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            examples.add(clean("doorbell", i, doorbell(3, RATE)));
            examples.add(clean("knock", i, knock(4, RATE)));
        }
        Head taught = new Learner(ENCODER.blocks(), ENCODER.blockChoices(), 0, LearnerOptions.defaults())
                .teach(examples)
                .head();
        float[] recording = Sounds.noise(8, 0.01, 1.5, RATE);
        mix(recording, doorbell(3, RATE), 0.37, RATE);
        Verdict verdict = taught.judge(ENCODER.embed(Waveform.of(recording, RATE)));
        assertTrue(verdict instanceof Verdict.Recognised(String label, var _, var _) && label.equals("doorbell"));
    }

    private static Labelled clean(String label, int take, float[] sound) {
        float[] recording = new float[sound.length + RATE / 2 + 50 * take];
        mix(recording, sound, 0.2 + 0.003 * take, RATE);
        for (int i = 0; i < recording.length; i++) {
            recording[i] *= 1 - 0.02f * take;
        }
        return new Labelled(label + take, ENCODER.embed(Waveform.of(recording, RATE)), label, null);
    }

    @Test
    void aLongRingRingsOnce() {
        float[] stream = new float[10 * RATE];
        mix(stream, buzzer(31, 6, RATE), 2, RATE);
        assertEvents(listen(stream, RATE), "buzzer", 2.0);
    }

    @Test
    void silenceIsNoAnswer() {
        List<Heard> heard = listen(new float[3 * RATE], RATE);
        assertEquals(12 + 3, heard.size());
        assertTrue(heard.stream()
                .allMatch(each -> each.verdict().isEmpty() && each.event().isEmpty()));
    }

    @Test
    void whatEndsTheStreamIsHeardOut() {
        float[] stream = new float[2 * RATE];
        float[] bell = doorbell(26, RATE);
        mix(stream, bell, 2 - bell.length / (double) RATE, RATE);
        assertEvents(listen(stream, RATE), "doorbell", 2 - bell.length / (double) RATE);
    }

    @Test
    void theSizeOfTheBlocksDoesNotMatter() {
        float[] stream = noise(3, 22_050);
        mix(stream, knock(27, 22_050), 1, 22_050);
        List<Heard> atOnce = new ArrayList<>();
        List<Heard> singly = new ArrayList<>();
        try (Listener whole = listener(22_050);
                Listener parts = listener(22_050)) {
            atOnce.addAll(whole.take(stream, stream.length));
            atOnce.addAll(whole.end());
            for (int at = 0; at < stream.length; at += 7) {
                int n = Math.min(7, stream.length - at);
                singly.addAll(parts.take(Arrays.copyOfRange(stream, at, at + n), n));
            }
            singly.addAll(parts.end());
        }
        assertEquals(atOnce, singly);
    }

    @Test
    void theClockCountsWindowsEveryHop() {
        assertEquals(
                List.of(0.25, 0.5, 0.75, 1.0),
                listen(new float[RATE], RATE).stream()
                        .limit(4)
                        .map(Heard::seconds)
                        .toList());
    }

    @Test
    void samplesThatAreNotNumbersAreRefused() {
        try (Listener listener = listener(RATE)) {
            float[] samples = {0, Float.NaN};
            HostException e = assertThrows(HostException.class, () -> listener.take(samples, 2));
            assertEquals("A sample of the stream is NaN; send numbers of finite size.", e.getMessage());
        }
    }

    @Test
    void ratesAndOptionsThatCannotWorkAreRefused() {
        assertThrows(HostException.class, () -> listener(10));
        TriggerOptions trigger = TriggerOptions.standard();
        assertThrows(HostException.class, () -> new ListenOptions(1, 0.01, trigger));
        assertThrows(HostException.class, () -> new ListenOptions(1, 2, trigger));
        assertThrows(HostException.class, () -> new ListenOptions(Double.NaN, 0.25, trigger));
    }

    private static Listener listener(int rate) {
        return new Listener(ENCODER, head, rate, ListenOptions.standard());
    }

    @Test
    void aStreamWhoseDayIsUsedUpIsHeardNoMore() throws Exception {
        AtomicBoolean usedUp = new AtomicBoolean();
        Runnable quota = () -> {
            if (usedUp.get()) {
                throw new HostException(HostException.Reason.BUSY, "All seconds are used.", Duration.ofHours(1));
            }
        };
        try (FairScheduler scheduler = new FairScheduler(SchedulerOptions.of(1), Meter.NONE);
                Listening listening = new Listening(
                        scheduler, new Tenant("a", 1), quota, Duration.ofMinutes(1), "bells", listener(RATE))) {
            assertFalse(listening.take(new float[2 * RATE]).isEmpty());
            usedUp.set(true);
            HostException e = assertThrows(HostException.class, () -> listening.take(new float[RATE]));
            assertEquals(HostException.Reason.BUSY, e.reason());
            usedUp.set(false);
            assertFalse(listening.take(new float[RATE]).isEmpty(), "it may go on");
        }
    }

    private static List<Heard> listen(float[] stream, int rate) {
        List<Heard> heard = new ArrayList<>();
        try (Listener listener = listener(rate)) {
            for (int at = 0; at < stream.length; at += BLOCK) {
                int n = Math.min(BLOCK, stream.length - at);
                heard.addAll(listener.take(Arrays.copyOfRange(stream, at, at + n), n));
            }
            heard.addAll(listener.end());
        }
        return heard;
    }

    /** @param expected a label and its beginning in seconds, in turn */
    private static void assertEvents(List<Heard> heard, Object... expected) {
        List<Trigger.Event> events =
                heard.stream().flatMap(each -> each.event().stream()).toList();
        assertEquals(expected.length / 2, events.size(), events.toString());
        for (int i = 0; i < events.size(); i++) {
            assertEquals(expected[2 * i], events.get(i).label(), events.toString());
            assertEquals((double) expected[2 * i + 1], events.get(i).since(), 0.5, events.toString());
        }
    }

    private static float[] noise(double seconds, int rate) {
        return Sounds.noise(9, 0.002, seconds, rate);
    }

    private static void mix(float[] stream, float[] sound, double atSeconds, int rate) {
        int from = (int) Math.round(atSeconds * rate);
        for (int i = 0; i < sound.length && from + i < stream.length; i++) {
            stream[from + i] += sound[i];
        }
    }

    /** Two strokes that fade, the second a third lower; pitch and pace differ from take to take. */
    private static float[] doorbell(int take, int rate) {
        Random random = new Random(take);
        double hertz = 620 + 80 * random.nextDouble();
        double seconds = 0.4 + 0.1 * random.nextDouble();
        float[] high = stroke(hertz, seconds, rate);
        float[] low = stroke(hertz * 0.794, 1.3 * seconds, rate);
        float[] both = Arrays.copyOf(high, high.length + low.length);
        System.arraycopy(low, 0, both, high.length, low.length);
        return both;
    }

    private static float[] stroke(double hertz, double seconds, int rate) {
        float[] first = Sounds.tone(hertz, 0.3, seconds, rate);
        float[] second = Sounds.tone(2.76 * hertz, 0.1, seconds, rate);
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) ((first[i] + second[i]) * Math.exp(-4.0 * i / rate));
        }
        return first;
    }

    /** A steady hum with odd harmonics. */
    private static float[] buzzer(int take, double seconds, int rate) {
        double hertz = 110 + 20 * new Random(take).nextDouble();
        float[] sum = new float[(int) Math.round(seconds * rate)];
        for (int harmonic = 1; harmonic < 20; harmonic += 2) {
            mix(sum, Sounds.tone(harmonic * hertz, 0.3 / harmonic, seconds, rate), 0, rate);
        }
        return sum;
    }

    /** Three dull bursts of noise. */
    private static float[] knock(int take, int rate) {
        Random random = new Random(take);
        double gap = 0.15 + 0.05 * random.nextDouble();
        float[] sound = new float[(int) (3 * gap * rate)];
        for (int burst = 0; burst < 3; burst++) {
            float[] noise = Sounds.noise(take * 10L + burst, 0.6, gap, rate);
            float[] body = Sounds.tone(150 + 30 * random.nextDouble(), 0.5, gap, rate);
            int from = (int) (burst * gap * rate);
            for (int i = 0; i < noise.length && from + i < sound.length; i++) {
                sound[from + i] = (float) ((noise[i] + body[i]) * Math.exp(-40.0 * i / rate));
            }
        }
        return sound;
    }
}
