package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.insula.signal.SignalException;
import org.insula.testkit.Sounds;
import org.insula.testkit.Sounds.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioDecoderTest {
    private static final AudioLimits LIMITS = AudioLimits.standard();
    private static final float[] HALF_SECOND = Sounds.tone(440, 0.4, 0.5, 16_000);

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
            case SIGNED_24, SIGNED_32, FLOAT_32, FLOAT_64 -> 1e-7;
        };
        assertArrayEquals(tone, wave.toArray(), (float) (tolerance * 1.01));
    }

    /** Lengths are those that {@code ffmpeg -i FILE -f f32le -} gives, at 22,050 Hz. */
    @ParameterizedTest
    @CsvSource({
        "tone.mp3, mp3, 11025", "plain.mp3, mp3, 12096", "tone.ogg, vorbis, 10960", "tone.opus, opus, 11025",
        "tone.webm, opus, 11025", "tone.flac, flac, 11025", "tone.m4a, aac, 11264", "tone.aac, aac, 11776",
        "alac.m4a, alac, 11025", "video.mp4, aac, 11264"
    })
    void everyContainerGivesTheTone(String name, String codec, int length) {
        try (AudioStream stream = AudioDecoder.stream(file(name), 22_050, LIMITS)) {
            assertEquals(codec, stream.codec());
            float[] block = new float[30_000];
            assertEquals(length, stream.read(block), 1);
            assertEquals(-1, stream.read(block));
            assertEquals(List.of(), stream.notes());
            assertTrue(stream.complete());
            double[] tone = amplitudeAndPhase(block, 4_000, 9_000, 440, 22_050);
            assertEquals(0.4, tone[0], 0.03);
            if (!name.equals("plain.mp3") && !name.equals("tone.aac")) { // which do not say how long their delay is
                assertEquals(0, tone[1] / (2 * Math.PI * 440), 0.5 / 22_050, "seconds that the tone is late");
            }
        }
    }

    @Test
    void aFileAndItsBytesGiveTheSame(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("Ton, größer.m4a");
        Files.write(path, file("tone.m4a"));
        assertArrayEquals(
                AudioDecoder.decode(file("tone.m4a"), 16_000, LIMITS).toArray(),
                AudioDecoder.decode(path, 16_000, LIMITS).toArray());
    }

    @Test
    void blocksOfAnySizeGiveTheSame() {
        float[] whole = AudioDecoder.decode(file("tone.ogg"), 16_000, LIMITS).toArray();
        try (AudioStream stream = AudioDecoder.stream(file("tone.ogg"), 16_000, LIMITS)) {
            float[] block = new float[333];
            int at = 0;
            for (int n = stream.read(block); n > 0; n = stream.read(block)) {
                assertTrue(n == 333 || at + n == whole.length);
                assertArrayEquals(Arrays.copyOfRange(whole, at, at + n), Arrays.copyOf(block, n));
                at += n;
            }
            assertEquals(whole.length, at);
        }
    }

    @Test
    void monoIsThePlainMeanOfEightChannels() {
        float[][] channels = new float[8][800];
        for (int c = 0; c < 8; c++) {
            Arrays.fill(channels[c], (c + 1) / 16f);
        }
        Waveform wave = AudioDecoder.decode(Sounds.wav(8_000, Coding.FLOAT_32, channels), 8_000, LIMITS);
        assertEquals(4.5f / 16, wave.at(400), 1e-7f);
        assertEquals(800, wave.length());
    }

    @Test
    void manyStreamsMayBeOpenAtOnce() {
        byte[] file = file("tone.mp3");
        List<AudioStream> open = IntStream.range(0, 40)
                .mapToObj(i -> AudioDecoder.stream(file, 16_000, LIMITS))
                .toList();
        float[] first = new float[2_000];
        float[] other = new float[2_000];
        open.getFirst().read(first);
        for (AudioStream stream : open.subList(1, open.size())) {
            stream.read(other);
            assertArrayEquals(first, other);
        }
        open.forEach(AudioStream::close);
    }

    @Test
    void aChangeOfRateOnTheWayIsFollowed() {
        byte[] file = Arrays.copyOf(file("plain.mp3"), file("plain.mp3").length + file("low.mp3").length);
        System.arraycopy(file("low.mp3"), 0, file, file("plain.mp3").length, file("low.mp3").length);
        Waveform wave = AudioDecoder.decode(file, 22_050, LIMITS);
        assertEquals(1.1, wave.seconds(), 0.1);
        for (int from : new int[] {3_000, 15_000}) {
            assertEquals(0.4, amplitudeAndPhase(wave.toArray(), from, from + 6_000, 440, 22_050)[0], 0.03);
        }
    }

    @Test
    void aClosedStreamStillSaysWhatItWasAndReadsNoMore() {
        AudioStream stream = AudioDecoder.stream(file("tone.mp3"), 16_000, LIMITS);
        stream.close();
        stream.close();
        assertEquals(44_100, stream.sourceRate());
        assertEquals(2, stream.sourceChannels());
        assertEquals(OptionalDouble.of(0.5), stream.declaredSeconds());
        assertThrows(IllegalStateException.class, () -> stream.read(new float[100]));
    }

    @Test
    void threeMillisecondsAreSound() {
        Waveform wave = AudioDecoder.decode(
                Sounds.wav(16_000, Coding.SIGNED_16, Sounds.tone(440, 0.4, 0.003, 16_000)), 22_050, LIMITS);
        assertEquals(66, wave.length());
    }

    @Test
    void aStudioRecordingComesDown() {
        byte[] file = Sounds.wav(192_000, Coding.SIGNED_24, Sounds.tone(440, 0.4, 0.5, 192_000));
        Waveform wave = AudioDecoder.decode(file, 22_050, LIMITS);
        assertEquals(11_025, wave.length());
        assertEquals(0.4, amplitudeAndPhase(wave.toArray(), 3_000, 8_000, 440, 22_050)[0], 1e-3);
    }

    @Test
    void fewerThanEightBitsLieInAWholeByteEach() {
        byte[] file = Sounds.wav(16_000, Coding.UNSIGNED_8, HALF_SECOND);
        byte[] odd = file.clone();
        odd[34] = 1;
        assertArrayEquals(
                AudioDecoder.decode(file, 16_000, LIMITS).toArray(),
                AudioDecoder.decode(odd, 16_000, LIMITS).toArray());
    }

    @Test
    void zeroBytesAreNoSound(@TempDir Path folder) throws IOException {
        assertEquals("The sound has 0 bytes; give a complete sound or video file.", refusal(new byte[0]));
        Path path = Files.createFile(folder.resolve("empty.wav"));
        SignalException e = assertThrows(SignalException.class, () -> AudioDecoder.decode(path, 16_000, LIMITS));
        assertEquals("'empty.wav' has 0 bytes; give a complete sound or video file.", e.getMessage());
    }

    @Test
    void whatIsNoFileIsNamed(@TempDir Path folder) {
        SignalException e = assertThrows(SignalException.class, () -> AudioDecoder.decode(folder, 16_000, LIMITS));
        assertEquals("'" + folder + "' is not a file; give the path of a sound or video file.", e.getMessage());
        Path missing = folder.resolve("missing.wav");
        e = assertThrows(SignalException.class, () -> AudioDecoder.decode(missing, 16_000, LIMITS));
        assertEquals("'" + missing + "' is not there; give the path of a sound or video file.", e.getMessage());
    }

    @Test
    void textIsNoSound() {
        String message = refusal(ascii("Dear friends, this is a letter and no song.\n".repeat(50)));
        assertTrue(message.startsWith("The file of 2200 bytes holds no sound that can be read (it is "), message);
        assertTrue(message.endsWith("; give a WAV, MP3, OGG, FLAC, M4A, WebM or MP4 file with sound."), message);
    }

    @Test
    void aPictureIsNoSound() throws IOException {
        try (var in = org.insula.signal.Picture.class.getResourceAsStream("lossless.webp")) {
            assertTrue(refusal(in.readAllBytes()).contains("holds no sound that can be read (it is "));
        }
    }

    @Test
    void aSilentFilmHasPicturesOnly() {
        assertTrue(refusal(file("silent-film.mp4")).contains("(it has pictures only)"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, holds no sound that can be read",
        "1, 1, says that it has 1 samples a second; give sound of 1000 to 768000 Hz.",
        "2000000000, 1, says that it has 2000000000 samples a second; give sound of 1000 to 768000 Hz.",
        "16000, 0, holds no sound that can be read",
        "16000, 60000, holds no sound that can be read"
    })
    void absurdHeadersAreRefused(int rate, int channels, String message) {
        byte[] header = Sounds.wavHeader(rate, Coding.SIGNED_16, channels, 8_000);
        assertTrue(refusal(Arrays.copyOf(header, 8_044)).contains(message), refusal(Arrays.copyOf(header, 8_044)));
    }

    @Test
    void aRecordingOfNothingIsRefused() {
        assertEquals(
                "The file of 44 bytes has a sound track of pcm_s16le in which no sample could be decoded;"
                        + " give a complete recording.",
                refusal(Sounds.wavHeader(16_000, Coding.SIGNED_16, 1, 0)));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity", "3.0e38"})
    void aSampleThatIsNoNumberIsNamedWithItsPlace(float odd) {
        float[] right = new float[1_000];
        right[500] = odd;
        byte[] file = Sounds.wav(8_000, Coding.FLOAT_32, new float[1_000], right);
        assertEquals(
                "The file of 8044 bytes holds a sample that is " + odd
                        + ", which is no number of a size that sound has,"
                        + " 0.0625 s from its start in channel 2; save the recording again.",
                refusal(file));
    }

    @Test
    void aTruncatedMp3GivesItsBeginningAndANote() {
        byte[] file = file("tone.mp3");
        List<String> notes = new ArrayList<>();
        Waveform half = AudioDecoder.decode(Arrays.copyOf(file, file.length / 2), 22_050, LIMITS, notes::add);
        assertEquals(0.24, half.seconds(), 0.01);
        assertEquals(List.of("The sound ends after 0.24 s though its header says 0.50 s."), notes);
    }

    @Test
    void aBrokenPartIsNoted() {
        byte[] file = file("tone.aac");
        try (AudioStream stream = AudioDecoder.stream(Arrays.copyOf(file, file.length / 2), 22_050, LIMITS)) {
            while (stream.read(new float[4_096]) > 0) {}
            assertFalse(stream.complete());
            assertEquals(
                    List.of("1 part of the sound could not be decoded cleanly, the first after 0.26 s."),
                    stream.notes());
        }
    }

    @Test
    void aWavThatClaimsTwelveHoursGivesWhatItHas() {
        byte[] header = Sounds.wavHeader(16_000, Coding.SIGNED_16, 1, 12L * 3_600 * 32_000);
        List<String> notes = new ArrayList<>();
        Waveform wave = AudioDecoder.decode(withSamples(header), 16_000, LIMITS, notes::add);
        assertEquals(8_000, wave.length());
        assertEquals(List.of("The sound ends after 0.50 s though its header says 12.00 hours."), notes);
    }

    @Test
    void aWavThatClaimsLessThanItHasSaysWhatIsLeftOut() {
        List<String> notes = new ArrayList<>();
        byte[] file = withSamples(Sounds.wavHeader(16_000, Coding.SIGNED_16, 1, 8_000));
        assertEquals(
                4_000, AudioDecoder.decode(file, 16_000, LIMITS, notes::add).length());
        assertEquals(
                List.of("The header says that the sound ends after 0.25 s; 8000 bytes behind that were left out."),
                notes);
    }

    @ParameterizedTest
    @CsvSource({"0", "4294967295"})
    void aWavFromAPipeHasNoLengthAndIsRead(long claimed) {
        List<String> notes = new ArrayList<>();
        byte[] file = withSamples(Sounds.wavHeader(16_000, Coding.SIGNED_16, 1, claimed));
        assertEquals(
                8_000, AudioDecoder.decode(file, 16_000, LIMITS, notes::add).length());
        assertEquals(List.of(), notes);
    }

    @Test
    void aFlacThatClaimsTooMuchIsRefusedBeforeItIsDecoded() {
        byte[] file = file("tone.flac");
        file[21] |= 0x0F; // the upper bits of 36 that count samples
        String message = refusal(file);
        assertTrue(
                message.startsWith("The file of 10400 bytes says that it lasts 2236.96 hours, more than the limit of"
                        + " 2.00 hours; give a shorter part"),
                message);
    }

    @Test
    void twelveHoursStreamInLittleMemoryAndAreNotDecodedAtOnce(@TempDir Path folder) throws IOException {
        long samples = 12L * 3_600 * 1_000;
        Path path = folder.resolve("long.wav");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(Sounds.wavHeader(1_000, Coding.UNSIGNED_8, 1, samples));
            file.setLength(44 + samples);
        }
        SignalException e = assertThrows(SignalException.class, () -> AudioDecoder.decode(path, 1_000, LIMITS));
        assertEquals(
                "'long.wav' says that it lasts 12.00 hours, more than the limit of 2.00 hours;"
                        + " give a shorter part of it.",
                e.getMessage());
        try (AudioStream stream = AudioDecoder.stream(path, 1_000, AudioLimits.streaming())) {
            assertEquals(OptionalDouble.of(12 * 3_600), stream.declaredSeconds());
            long read = 0;
            float[] block = new float[8_192];
            for (int n = stream.read(block); n > 0; n = stream.read(block)) {
                read += n;
            }
            assertEquals(samples, read);
        }
    }

    @Test
    void whatTurnsOutTooLongIsRefusedWhileItIsRead() {
        SignalException e = assertThrows(
                SignalException.class, () -> AudioDecoder.decode(file("tone.webm"), 16_000, new AudioLimits(0.3)));
        assertTrue(e.getMessage().contains("lasts longer than 0.30 s, more than the limit"), e.getMessage());
    }

    @Test
    void aPlaylistLeadsNowhere(@TempDir Path folder) throws IOException {
        Path sound = folder.resolve("sound.wav");
        Files.write(sound, Sounds.wav(16_000, Coding.SIGNED_16, HALF_SECOND));
        String segment = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\n%s\n#EXT-X-ENDLIST\n";
        for (String list : List.of(
                segment.formatted("sound.wav"),
                segment.formatted(sound.toUri()),
                segment.formatted("http://127.0.0.1:9/sound.wav"),
                "ffconcat version 1.0\nfile sound.wav\n",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n")) {
            assertTrue(refusal(ascii(list)).contains("holds no sound that can be read"));
            Path path = folder.resolve("list.m3u8");
            Files.write(path, ascii(list));
            assertThrows(SignalException.class, () -> AudioDecoder.decode(path, 16_000, LIMITS));
        }
    }

    @Test
    void ratesAndLimitsOutOfRangeAreMistakes() {
        byte[] file = file("tone.mp3");
        assertThrows(IllegalArgumentException.class, () -> AudioDecoder.decode(file, 0, LIMITS));
        assertThrows(IllegalArgumentException.class, () -> AudioDecoder.decode(file, 200_000, LIMITS));
        assertThrows(IllegalArgumentException.class, () -> new AudioLimits(Double.NaN));
    }

    private static String refusal(byte[] file) {
        return assertThrows(SignalException.class, () -> AudioDecoder.decode(file, 16_000, LIMITS))
                .getMessage();
    }

    private static byte[] withSamples(byte[] header) {
        byte[] file = Sounds.wav(16_000, Coding.SIGNED_16, HALF_SECOND);
        System.arraycopy(header, 0, file, 0, header.length);
        return file;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    static byte[] file(String name) {
        try (var in = AudioDecoderTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Of the sine of that frequency; a phase above zero means that it comes late. */
    private static double[] amplitudeAndPhase(float[] samples, int from, int to, double hertz, int rate) {
        double s = 0;
        double c = 0;
        for (int i = from; i < to; i++) {
            s += samples[i] * Math.sin(2 * Math.PI * hertz * i / rate);
            c += samples[i] * Math.cos(2 * Math.PI * hertz * i / rate);
        }
        return new double[] {2 * Math.hypot(s, c) / (to - from), Math.atan2(-c, s)};
    }
}
