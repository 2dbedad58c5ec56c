package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.insula.signal.SignalException;
import org.insula.testkit.Sounds;
import org.insula.testkit.Sounds.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoudnessTest {
    private static final AudioLimits LIMITS = AudioLimits.standard();

    /**
     * Writes the signals below a folder, for the numbers of {@link #filesAreAsLoudAsFfmpegSays}: each is what the last line
     * says of {@code ffmpeg -i NAME.wav -af ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=- -f null -} (5.1.9), which
     * counts in steps of 0.01.
     */
    public static void main(String[] args) throws IOException {
        for (String name : new String[] {"tone", "gate", "noise", "surround", "sweep", "bursts"}) {
            Files.write(Path.of(args[0], name + ".wav"), signal(name));
        }
    }

    static byte[] signal(String name) {
        return switch (name) {
            case "tone" -> {
                float[] tone = Sounds.tone(1_000, level(-23), 5, 48_000);
                yield Sounds.wav(48_000, Coding.FLOAT_32, tone, tone);
            }
            case "gate" -> {
                float[] parts = new float[10 * 44_100];
                for (int i = 0; i < parts.length; i++) {
                    double second = i / 44_100.0;
                    double loud = second < 2 || second >= 8 ? level(-36) : second < 5 ? level(-23) : 0;
                    parts[i] = (float) (loud * Math.sin(2 * Math.PI * 1_000 * second));
                }
                yield Sounds.wav(44_100, Coding.SIGNED_24, parts, parts);
            }
            case "noise" ->
                Sounds.wav(44_100, Coding.SIGNED_16, Sounds.noise(1, 0.2, 4, 44_100), Sounds.noise(2, 0.1, 4, 44_100));
            case "surround" -> {
                float[] front = Sounds.tone(1_000, level(-28), 4, 48_000);
                float[] back = Sounds.tone(1_000, level(-30), 4, 48_000);
                float[] centre = Sounds.tone(1_000, level(-24), 4, 48_000);
                float[] effects = Sounds.tone(50, level(-6), 4, 48_000);
                yield Sounds.wav(48_000, Coding.FLOAT_32, front, front, centre, effects, back, back);
            }
            case "sweep" -> Sounds.wav(22_050, Coding.SIGNED_16, Sounds.sweep(20, 10_000, 0.3, 6, 22_050));
            default -> {
                float[] noise = Sounds.noise(3, 0.5, 6, 16_000);
                for (int i = 0; i < noise.length; i++) {
                    noise[i] *= (float) Math.pow(Math.sin(Math.PI * i / 12_000.0), 8);
                }
                yield Sounds.wav(16_000, Coding.SIGNED_16, noise);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "tone, -23.000",
        "gate, -26.239",
        "noise, -14.664",
        "surround, -23.020",
        "sweep, -10.527",
        "bursts, -13.994"
    })
    void filesAreAsLoudAsFfmpegSays(String name, double lufs) {
        assertEquals(lufs, Loudness.integratedLufs(signal(name), LIMITS).getAsDouble(), 0.012);
    }

    /** EBU Tech 3341, test 1: a sine of 1 kHz at −23 dB in both channels has −23 LUFS, whatever its rate. */
    @ParameterizedTest
    @CsvSource({"8000", "16000", "22050", "44100", "48000", "96000", "192000"})
    void theReferenceToneHasItsLoudnessAtEveryRate(int rate) {
        Waveform tone = Waveform.of(Sounds.tone(1_000, level(-23), 3, rate), rate);
        assertEquals(-23, Loudness.integratedLufs(tone).getAsDouble(), 0.05);
    }

    /** Tables 1 and 2 of ITU-R BS.1770-4. */
    @Test
    void theFiltersAreThoseOfTheStandardAt48Kilohertz() {
        double[] standard = {
            1.53512485958697,
            -2.69169618940638,
            1.19839281085285,
            -1.69065929318241,
            0.73248077421585,
            -1.99004745483398,
            0.99007225036621
        };
        assertArrayEquals(standard, new KWeighting(48_000).coefficients(), 1e-9);
    }

    @Test
    void equalChannelsAndTheirMeanAreEquallyLoud() {
        byte[] file = signal("gate");
        double own = Loudness.integratedLufs(file, LIMITS).getAsDouble();
        Waveform mean = AudioDecoder.decode(file, 44_100, LIMITS);
        assertEquals(own, Loudness.integratedLufs(mean).getAsDouble(), 1e-4);
        try (AudioStream stream = AudioDecoder.stream(file, 22_050, LIMITS)) {
            assertEquals(own, Loudness.integratedLufs(stream).getAsDouble(), 0.05);
        }
    }

    @Test
    void aRecordingOfOneChannelIsThreeUnitsQuieterByTheLetter() {
        byte[] file = signal("sweep");
        double letter = Loudness.integratedLufs(file, LIMITS).getAsDouble();
        double mix = Loudness.integratedLufs(AudioDecoder.decode(file, 22_050, LIMITS))
                .getAsDouble();
        assertEquals(10 * Math.log10(2), mix - letter, 1e-4);
    }

    @Test
    void twiceTheAmplitudeIsSixUnitsLouder() {
        float[] noise = Sounds.noise(5, 0.1, 2, 16_000);
        double quiet = Loudness.integratedLufs(Waveform.of(noise, 16_000)).getAsDouble();
        for (int i = 0; i < noise.length; i++) {
            noise[i] *= 2;
        }
        double loud = Loudness.integratedLufs(Waveform.of(noise, 16_000)).getAsDouble();
        assertEquals(20 * Math.log10(2), loud - quiet, 1e-6);
    }

    @Test
    void silenceAndWhatIsShorterThanABlockHaveNone() {
        assertEquals(OptionalDouble.empty(), Loudness.integratedLufs(Waveform.of(new float[32_000], 16_000)));
        Waveform brief = Waveform.of(Sounds.tone(440, 0.5, 0.39, 16_000), 16_000);
        assertEquals(OptionalDouble.empty(), Loudness.integratedLufs(brief));
        assertTrue(Loudness.integratedLufs(Waveform.of(Sounds.tone(440, 0.5, 0.4, 16_000), 16_000))
                .isPresent());
    }

    @Test
    void whatIsTooLongOrNotFiniteIsRefused() {
        byte[] tone = signal("tone");
        SignalException e =
                assertThrows(SignalException.class, () -> Loudness.integratedLufs(tone, new AudioLimits(1)));
        assertTrue(e.getMessage().contains("says that it lasts 5.00 s, more than the limit of 1.00 s"), e.getMessage());
        byte[] odd = Sounds.wav(8_000, Coding.FLOAT_32, new float[] {0, Float.NaN});
        e = assertThrows(SignalException.class, () -> Loudness.integratedLufs(odd, LIMITS));
        assertTrue(e.getMessage().contains("a sample that is NaN"), e.getMessage());
    }

    private static double level(double decibels) {
        return Math.pow(10, decibels / 20);
    }
}
