package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.insula.testkit.Sounds;
import org.junit.jupiter.api.Test;

/** Teaching with a microphone that is a file: five seconds of a tone, five of noise. */
class SoundTest extends StudioTest {
    private static final int RATE = 48_000;

    @Override
    Optional<Path> microphone(Path folder) {
        float[] both = new float[10 * RATE];
        System.arraycopy(Sounds.tone(880, 0.4, 5, RATE), 0, both, 0, 5 * RATE);
        System.arraycopy(Sounds.noise(1, 0.3, 5, RATE), 0, both, 5 * RATE, 5 * RATE);
        try {
            return Optional.of(
                    Files.write(folder.resolve("both.wav"), Sounds.wav(RATE, Sounds.Coding.SIGNED_16, both)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSoundIsSeenCoachedAndTakenWithItsWave() {
        Page page = open("/");
        button(page, "Sound").click();
        field(page, "New label").fill("hum");
        field(page, "New label").press("Enter");
        button(page, "Turn the microphone on").click();
        assertThat(page.getByText("The microphone is on.")).isVisible();
        assertThat(page.locator(".coach")).hasText("The level is good.");
        Locator capture = button(page, "Show “hum”");
        capture.click();
        assertThat(label(page, "hum")).containsText("1");
        capture.click();
        assertThat(label(page, "hum")).containsText("2");
        assertThat(page.locator(".example .wave-thumb")).hasCount(2);
        assertAccessible(page);
        picture(page, "sound");
        button(page, "Turn off").click();
        assertThat(button(page, "Turn the microphone on")).isVisible();
    }
}
