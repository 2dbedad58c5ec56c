package org.insula.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.insula.signal.audio.Waveform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SongWriterTest {
    @ParameterizedTest
    @EnumSource
    void theSameSeedWritesTheSameSong(SongWriter.Style style) {
        AnnotatedSong song = SongWriter.write(7, style, 20);
        AnnotatedSong again = SongWriter.write(7, style, 20);
        assertArrayEquals(song.beats(), again.beats());
        assertEquals(song.chords(), again.chords());
        assertEquals(song.sequence().getTickLength(), again.sequence().getTickLength());
        assertNotEquals(song.chords(), SongWriter.write(8, style, 20).chords());
    }

    @ParameterizedTest
    @EnumSource
    void chordsFollowEachOtherWithoutGaps(SongWriter.Style style) {
        AnnotatedSong song = SongWriter.write(3, style, 20);
        for (int i = 1; i < song.chords().size(); i++) {
            assertEquals(song.chords().get(i - 1).end(), song.chords().get(i).start(), 1e-6);
        }
        assertEquals(song.beats().length, song.meter() * song.downbeats().length);
    }

    @Test
    void theSynthesiserPlaysTheFirstNoteWhereItIsWritten() {
        AnnotatedSong song = SongWriter.write(1, SongWriter.Style.HYMN, 3);
        Waveform sound = Gervill.render(song.sequence(), 3);
        assertEquals(Gervill.SAMPLE_RATE, sound.sampleRate());
        int first = 0;
        while (Math.abs(sound.at(first)) < 0.01) {
            first++;
        }
        double seconds = (double) first / Gervill.SAMPLE_RATE;
        assertTrue(Math.abs(seconds - song.beats()[0]) < 0.05, seconds + " s, wanted " + song.beats()[0]);
    }
}
