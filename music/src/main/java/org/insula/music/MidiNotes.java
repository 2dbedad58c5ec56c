package org.insula.music;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleToLongFunction;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** Puts notes into a track of MIDI. */
final class MidiNotes {
    private static final int CHANNELS = 16;
    private static final int DRUMS = 9;
    /** How far a pitch wheel reaches either way, in semitones; the bends found reach 8⅓. */
    private static final int WHEEL = 12;

    private static final int CENTRE = 8192;

    private final Track track;
    private final DoubleToLongFunction tick;
    /** When each channel becomes silent. */
    private final long[] free = new long[CHANNELS];

    MidiNotes(Track track, DoubleToLongFunction tick) {
        this.track = track;
        this.tick = tick;
    }

    void add(List<Note> notes, boolean bends) throws InvalidMidiDataException {
        if (bends) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                setWheel(channel);
            }
        }
        List<Placed> placed = place(notes, bends);
        // at the same tick what ends comes before what begins
        for (Placed note : placed) {
            track.add(message(ShortMessage.NOTE_OFF, note.channel, note.midi(), 0, note.end));
        }
        for (Placed note : placed) {
            if (bends) {
                bend(note);
            }
            track.add(message(ShortMessage.NOTE_ON, note.channel, note.midi(), note.note.velocity(), note.start));
        }
    }

    /** A key that is struck again while it sounds ends then. */
    private List<Placed> place(List<Note> notes, boolean bends) {
        List<Placed> placed = new ArrayList<>();
        Placed[] last = new Placed[CHANNELS * 128];
        List<Note> sorted =
                notes.stream().sorted(Comparator.comparingDouble(Note::start)).toList();
        for (Note note : sorted) {
            if (note.midi() < 0 || note.midi() > 127) {
                continue;
            }
            long start = tick.applyAsLong(note.start());
            Placed now = new Placed(note, start, Math.max(start + 1, tick.applyAsLong(note.end())));
            now.channel = bends ? channel(now) : 0;
            Placed before = last[now.channel * 128 + note.midi()];
            if (before != null && before.end > now.start) {
                if (before.start == now.start) {
                    before.end = Math.max(before.end, now.end);
                    continue;
                }
                before.end = now.start;
            }
            last[now.channel * 128 + note.midi()] = now;
            placed.add(now);
        }
        return placed;
    }

    /** The one that has been silent for longest; channel 10 is for drums. */
    private int channel(Placed note) {
        int best = 0;
        for (int channel = 1; channel < CHANNELS; channel++) {
            if (channel != DRUMS && free[channel] < free[best]) {
                best = channel;
            }
        }
        free[best] = Math.max(free[best], note.end);
        return best;
    }

    /** Registered parameter 0, the range of the pitch wheel. */
    private void setWheel(int channel) throws InvalidMidiDataException {
        track.add(message(ShortMessage.CONTROL_CHANGE, channel, 101, 0, 0));
        track.add(message(ShortMessage.CONTROL_CHANGE, channel, 100, 0, 0));
        track.add(message(ShortMessage.CONTROL_CHANGE, channel, 6, WHEEL, 0));
        track.add(message(ShortMessage.CONTROL_CHANGE, channel, 38, 0, 0));
    }

    private void bend(Placed placed) throws InvalidMidiDataException {
        List<Integer> bends = placed.note.bends();
        int before = -1;
        for (int i = 0; i < Math.max(1, bends.size()); i++) {
            int thirds = bends.isEmpty() ? 0 : bends.get(i);
            int wheel = Math.clamp(CENTRE + Math.round(CENTRE * thirds / (3f * WHEEL)), 0, 2 * CENTRE - 1);
            if (wheel != before) {
                long at = placed.start + (placed.end - placed.start) * i / Math.max(1, bends.size());
                track.add(message(ShortMessage.PITCH_BEND, placed.channel, wheel & 127, wheel >> 7, at));
                before = wheel;
            }
        }
    }

    private static MidiEvent message(int command, int channel, int first, int second, long tick)
            throws InvalidMidiDataException {
        return new MidiEvent(new ShortMessage(command, channel, first, second), tick);
    }

    /** A note in ticks, on a channel. */
    private static final class Placed {
        final Note note;
        final long start;
        long end;
        int channel;

        Placed(Note note, long start, long end) {
            this.note = note;
            this.start = start;
            this.end = end;
        }

        int midi() {
            return note.midi();
        }
    }
}
