package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What goes through the pipe comes out of it, and nothing else does harm. */
class FramesTest {
    private static <T> T through(T value, Wire.Writer<T> writer, Wire.Reader<T> reader) throws IOException {
        byte[] bytes = Frames.encode(Frames.Kind.SUBMIT, out -> writer.write(value, out));
        Frames.Frame frame = Frames.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertEquals(Frames.Kind.SUBMIT, frame.kind());
        T read = reader.read(frame.in());
        assertEquals(0, frame.in().available());
        return read;
    }

    @Test
    void requestsAndAnswersComeThrough() throws IOException {
        GenerationRequest request = new GenerationRequest(
                Prompt.markup("<|x|>").plus(Prompt.plain("é🙂")).plus(Prompt.tokens(1, 2, 3)),
                new Sampling(0.7, 40, 0.9, 0.05, 1.1, 0.2, -0.3, 99, Map.of(5, Float.NEGATIVE_INFINITY), -7),
                Optional.of("root ::= \"a\""),
                OptionalInt.of(12),
                List.of("stop", "\n"),
                3,
                OptionalInt.of(4),
                true,
                new Tenant("someone", 2.5));
        assertEquals(request, through(request, Wire::request, Wire::request));
        GenerationRequest plain = GenerationRequest.of(Prompt.plain(""));
        assertEquals(plain, through(plain, Wire::request, Wire::request));
        TokenLogprob top = new TokenLogprob(2, new byte[] {-61}, -0.5, List.of());
        Delta text = new Delta.Text(1, "hi", List.of(new TokenLogprob(1, new byte[] {65}, -1, List.of(top))));
        assertEquals(text, through(text, Wire::delta, Wire::delta));
        Delta end = new Delta.Finished(2, FinishReason.LENGTH);
        assertEquals(end, through(end, Wire::delta, Wire::delta));
        Usage usage = new Usage(1, 2, 3, 4.5);
        assertEquals(usage, through(usage, Wire::usage, Wire::usage));
    }

    @Test
    void theEndOfTheStreamIsNoFrame() throws IOException {
        assertNull(Frames.read(new DataInputStream(new ByteArrayInputStream(new byte[0]))));
    }

    @Test
    void aFrameThatSaysItIsHugeIsRefusedBeforeThereIsRoomForIt() {
        byte[] huge = {127, 0, 0, 0, 1};
        assertThrows(IOException.class, () -> Frames.read(new DataInputStream(new ByteArrayInputStream(huge))));
    }

    @FuzzTest
    void hostileFramesAreReadOrRefused(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        try {
            Frames.Frame frame = Frames.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            if (frame != null) {
                Wire.delta(frame.in());
            }
        } catch (IOException | LanguageException | IndexOutOfBoundsException refused) {
            // The worker is ended for that.
        }
    }
}
