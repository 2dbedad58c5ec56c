package org.insula.music;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.insula.signal.audio.Loudness;
import org.insula.signal.audio.Waveform;

/**
 * Reads a recording: tempo, beats, bars, key, chords, notes and sections.
 *
 * <p>Notes are heard by the Basic Pitch network. What it says of keys and onsets, together with the rises of the
 * spectrum, also tells where a pulse goes, when the harmony changes and what it is; the network is run once. The level of
 * the beat and the meter are those under which onsets, bass and changes of harmony fall where bars let expect them. The
 * tempo may drift by a fifth around the recording's usual one; a recording of several pieces at different tempi is read
 * best piece by piece.
 *
 * <p>Safe for use by many threads at once. Close it to release the network.
 */
public final class MusicReader implements AutoCloseable {
    /** Recordings come at this rate. */
    public static final int SAMPLE_RATE = PitchTracker.SAMPLE_RATE;

    private static final double SHORTEST_SECONDS = 1;

    private final PitchTracker tracker = new PitchTracker();
    private final NoteTranscriber transcriber = new NoteTranscriber(TranscriptionOptions.published());
    private final int threads;

    /**
     * Loads the network.
     *
     * @param threads how many windows of a recording are listened to at once, positive
     */
    public MusicReader(int threads) {
        this.threads = threads;
    }

    /**
     * Reads a recording. Without a pulse it has no beats and a tempo of 0; where no harmony sounds, the key has confidence 0
     * and the one chord is {@link Chord#NONE}.
     *
     * @param sound at 22,050 Hz, from one second to ten hours
     * @throws MusicException if the sound comes at another rate, is too short, too long or silent, or the thread was interrupted
     */
    public Reading read(Waveform sound) {
        return read(sound, (_, _) -> {});
    }

    /**
     * As {@link #read(Waveform)}.
     *
     * @param progress is told, from any thread, how many windows were listened to and how many there are; what follows
     *     the last takes a fifth of the time of all of them
     */
    public Reading read(Waveform sound, BiConsumer<Integer, Integer> progress) {
        check(sound);
        OptionalDouble loudness = Loudness.integratedLufs(sound);
        if (loudness.isEmpty()) {
            throw new MusicException(
                    "The recording is silent: nothing in it is louder than -70 LUFS; give one in which music"
                            + " can be heard.");
        }
        return read(sound, tracker.track(sound, threads, true, progress), loudness);
    }

    private static void check(Waveform sound) {
        if (sound.sampleRate() != SAMPLE_RATE) {
            throw new MusicException("The sound comes at " + sound.sampleRate()
                    + " Hz and music is read at 22050 Hz; resample it first.");
        }
        if (sound.seconds() < SHORTEST_SECONDS) {
            throw new MusicException("The sound lasts " + Math.round(1000 * sound.seconds())
                    + " ms and music is read from 1 second on; give a longer recording.");
        }
    }

    /** What is read from a sound and what was heard in it. */
    Reading read(Waveform sound, Posteriorgram heard, OptionalDouble loudness) {
        Evidence evidence = new Evidence(sound, heard);
        Beats beats = Beats.find(evidence);
        ChordReader reader = new ChordReader();
        SoundingClasses classes = SoundingClasses.of(evidence, beats.edges());
        List<Chord> chords = reader.read(reader.likelihoods(classes), beats.changing());
        List<ChordSpan> spans = ChordReader.joined(chords, seconds(beats.edges(), sound.seconds()));
        double[] bars = Arrays.stream(beats.downbeats())
                .map(second -> second * Evidence.FRAME_RATE)
                .toArray();
        return new Reading(
                sound.seconds(),
                beats.tempo(),
                Beats.list(beats.seconds()),
                Beats.list(beats.downbeats()),
                beats.meter(),
                KeyFinder.find(classes.total(beats.edges()), spans),
                spans,
                transcriber.transcribe(heard),
                SectionFinder.find(evidence, bars, sound.seconds()),
                loudness);
    }

    private static double[] seconds(double[] frames, double end) {
        double[] seconds =
                Arrays.stream(frames).map(frame -> frame / Evidence.FRAME_RATE).toArray();
        seconds[seconds.length - 1] = end;
        return seconds;
    }

    @Override
    public void close() {
        tracker.close();
    }
}
