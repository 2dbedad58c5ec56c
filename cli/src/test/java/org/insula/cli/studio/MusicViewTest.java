package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A recording is read, looked at, played and taken along. */
class MusicViewTest extends StudioTest {
    private static final Pattern CHORD = Pattern.compile("\\b(C|Am|F|G)\\b");

    @Test
    void theExampleIsReadShownAndPlayed() throws IOException {
        Page page = open("/music");
        button(page, "Hear an example").click();
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Example"))
                .waitFor();
        assertThat(page.locator(".facts")).containsText("C major");
        assertThat(page.locator(".facts")).containsText("100 beats a minute");
        assertThat(page.locator(".facts")).containsText("4 beats");
        assertThat(page.locator("[data-announcer]")).containsText("Example is read.");
        assertAccessible(page);
        picture(page, "music");

        button(page, "Play").click();
        assertThat(button(page, "Pause")).isVisible();
        Locator position = page.getByRole(AriaRole.SLIDER);
        assertThat(position).hasAttribute("aria-valuetext", Pattern.compile("^0:0[1-9] of 0:20.*"));
        assertThat(page.locator(".count")).hasText(Pattern.compile("[1-4]"));
        assertThat(page.locator(".symbol")).hasText(CHORD);
        page.keyboard().press("Escape");
        button(page, "Pause").click();
        assertThat(button(page, "Play")).isVisible();

        button(page, "As text").click();
        assertThat(page.locator("tbody tr").nth(1)).containsText("C");
        assertThat(page.locator("tbody tr").nth(2)).containsText("Am");
        assertAccessible(page);

        Download midi = page.waitForDownload(() -> button(page, "MIDI").click());
        assertEquals("Example.mid", midi.suggestedFilename());
        assertEquals(
                "MThd", new String(Files.readAllBytes(midi.path()), 0, 4, java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void everythingCanBeDoneWithTheKeyboard() {
        Page page = open("/music");
        button(page, "Hear an example").focus();
        page.keyboard().press("Enter");
        Locator position = page.getByRole(AriaRole.SLIDER);
        position.waitFor();
        position.focus();
        page.keyboard().press("ArrowRight");
        String first = position.getAttribute("aria-valuetext");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(position).not().hasAttribute("aria-valuetext", first);
        page.keyboard().press("Space");
        assertThat(button(page, "Pause")).isVisible();
        page.keyboard().press("Space");
        assertThat(button(page, "Play")).isVisible();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("6 seconds"))
                .focus();
        page.keyboard().press("ArrowLeft");
        assertTrue(page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("All"))
                .isChecked());
    }

    @Test
    void nobodyIsShutOutByLanguageThemeOrSize() {
        for (Look look : new Look[] {Look.FRENCH_NIGHT, Look.NARROW, Look.USUAL.at(640, 400)}) {
            Page page = open("/music", look);
            boolean french = look.language().equals("fr");
            button(page, french ? "Écouter un exemple" : "Hear an example").click();
            page.locator(".facts").waitFor();
            assertAccessible(page);
            assertFitsTheWindow(page);
            picture(page, french ? "music-fr-dark" : "music-" + look.width());
        }
    }

    @Test
    void whatIsNoMusicEndsInASentenceAndAWayOn() {
        Page page = open("/music");
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload("letter.txt", "text/plain", "Dear friend".getBytes()));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no sound that can be read");
        assertThat(button(page, "Choose a recording")).isVisible();
        forgive("status of 4");
    }
}
