package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.insula.signal.SignalException;
import org.insula.testkit.Sounds;
import org.insula.testkit.Sounds.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudioDecoderTest {
    private static final AudioLimits LIMITS = AudioLimits.standard();

    @ParameterizedTest
    @EnumSource(Coding.class)
    void everyWavCodingGivesTheSamplesThatWentIn(Coding coding) {
        float[] tone = Sounds.tone(440, 0.8, 0.25, 16_000);
        List<String> notes = new ArrayList<>();
        Waveform wave = AudioDecoder.decode(Sounds.wav(16_000, coding, tone), 16_000, LIMITS, notes::add);
        assertEquals(List.of(), notes);
        double tolerance = switch (coding) {
            case UNSIGNED_8 -> 0.5 / 128;
            case MU_LAW -> 0.8 / 32;
            case SIGNED_16 -> 0.5 / 32_768;
            default -> 1e-7;
        };
        assertArrayEquals(tone, wave.toArray(), (float) (tolerance * 1.01));
    }

    @Test
    void monoIsThePlainMeanOfEightChannels() {
        float[][] channels = new float[8][800];
        for (int c = 0; c < 8; c++) {
            java.util.Arrays.fill(channels[c], (c + 1) / 16f);
        }
        Waveform wave = AudioDecoder.decode(Sounds.wav(8_000, Coding.FLOAT_32, channels), 8_000, LIMITS);
        assertEquals(4.5f / 16, wave.at(400), 1e-7f);
        assertEquals(800, wave.length());
    }

    @Test
    void zeroBytesAreNoSound() {
        SignalException e = assertThrows(SignalException.class, () -> AudioDecoder.decode(new byte[0], 16_000, LIMITS));
        assertEquals("The sound has 0 bytes; give a complete sound or video file.", e.getMessage());
    }

    @Test
    void textIsNoSound() {
        byte[] text = "Dear friends, this is a letter and no song.\n".repeat(50).getBytes();
        SignalException e = assertThrows(SignalException.class, () -> AudioDecoder.decode(text, 16_000, LIMITS));
        assertTrue(e.getMessage().startsWith("The file of 2200 bytes holds no sound that can be read"), e.getMessage());
    }
}
