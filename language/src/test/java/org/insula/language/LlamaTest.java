package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is believed about the library, asked of the library. */
class LlamaTest {
    private final Llama llama =
            Llama.load(Natives.unpack(Models.options().cache()).toAbsolutePath());

    @Test
    void theSizesOfAllTypesAreTheLibrarys() throws Throwable {
        for (int id = 0; id < 43; id++) {
            TensorType type = TensorType.of(id);
            assertEquals((long) llama.typeBlockSize.invokeExact(id), type == null ? 0 : type.blockSize, "type " + id);
            assertEquals((long) llama.typeBlockBytes.invokeExact(id), type == null ? 0 : type.blockBytes, "type " + id);
        }
    }

    @Test
    void aVersionWhoseFunctionsAreNotKnownIsRefused() {
        LayoutCheck check = new LayoutCheck(llama);
        check.version("0.5.0-dev");
        LanguageException problem = assertThrows(LanguageException.class, () -> check.version("0.6.1"));
        assertTrue(
                problem.getMessage().contains("it is of version 0.6.1, and 0.4 and 0.5 are known"),
                problem.getMessage());
    }

    @Test
    void aProcessHasRoomForOneLibrary() {
        LanguageException problem = assertThrows(LanguageException.class, () -> Llama.load(Path.of("elsewhere")));
        assertEquals(LanguageException.Reason.UNSUPPORTED_PLATFORM, problem.reason());
    }

    @Test
    void threadsAreFewerThanCoresThatOthersUse() {
        assertEquals(8, FreeCores.free(0.5, 0.5, 16, 8), "all that is used is ours");
        assertEquals(4, FreeCores.free(0.75, 0, 16, 8));
        assertEquals(1, FreeCores.free(1, 0, 16, 8), "one is always taken");
        assertEquals(8, FreeCores.free(-1, 0, 16, 8), "nobody knows");
        assertEquals(2, FreeCores.free(0.3, 0.5, 2, 2), "the two were not looked at at once");
    }
}
