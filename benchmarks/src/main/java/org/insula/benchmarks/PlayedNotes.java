package org.insula.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** When which keys are struck in a MIDI sequence, drums left out. */
final class PlayedNotes {
    private static final int TEMPO = 0x51;
    private static final int DRUMS = 9;
    private static final double USUAL_BEAT_SECONDS = 0.5;

    private PlayedNotes() {}

    /** The notes of {@code sequence}, whose time is counted in parts of a beat, that begin before {@code seconds}. */
    static List<NoteScore.Onset> of(Sequence sequence, double seconds) {
        List<MidiEvent> events = new ArrayList<>();
        for (Track track : sequence.getTracks()) {
            for (int i = 0; i < track.size(); i++) {
                events.add(track.get(i));
            }
        }
        events.sort(Comparator.comparingLong(MidiEvent::getTick));
        List<NoteScore.Onset> notes = new ArrayList<>();
        double now = 0;
        double perTick = USUAL_BEAT_SECONDS / sequence.getResolution();
        long tick = 0;
        for (MidiEvent event : events) {
            now += (event.getTick() - tick) * perTick;
            tick = event.getTick();
            if (event.getMessage() instanceof MetaMessage meta && meta.getType() == TEMPO) {
                perTick = beatSeconds(meta.getData()) / sequence.getResolution();
            }
            if (now < seconds && event.getMessage() instanceof ShortMessage note && strikes(note)) {
                notes.add(new NoteScore.Onset(now, note.getData1()));
            }
        }
        return notes;
    }

    private static boolean strikes(ShortMessage note) {
        return note.getCommand() == ShortMessage.NOTE_ON && note.getData2() > 0 && note.getChannel() != DRUMS;
    }

    private static double beatSeconds(byte[] microseconds) {
        return ((microseconds[0] & 0xff) << 16 | (microseconds[1] & 0xff) << 8 | microseconds[2] & 0xff) / 1e6;
    }
}
