package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every place of a project in both languages and themes, in a narrow window and zoomed to double size. */
class ViewsTest extends StudioTest {
    private static final List<Look> LOOKS = List.of(
            Look.USUAL,
            Look.FRENCH_NIGHT,
            new Look("en", ColorScheme.DARK, 320, 640, true),
            // 1280 by 800 pixels at 200 %
            new Look("fr", ColorScheme.LIGHT, 640, 400, true));

    @Override
    Optional<Path> camera(Path folder) {
        try {
            Path house = Path.of("..", "examples", "drawings", "house", "house_03.png");
            return Optional.of(FakeCamera.film(folder.resolve("house.mjpeg"), house, 0.95, 0.5, 0.5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyPlaceFitsAndShutsNobodyOut() {
        Page page = open("/");
        button(page, "Moods").click();
        assertThat(page.getByText(Pattern.compile("^Right "))).isVisible();
        String project = place(page).replace("/show", "");
        picture(page, "show-texts");
        for (Look look : LOOKS) {
            for (String place : List.of("/show", "/look", "/use", "/use/act")) {
                Page view = open(project + place, look);
                view.locator(".project-place > *").first().waitFor();
                assertAccessible(view);
                assertFitsTheWindow(view);
                view.context().close();
            }
        }
    }

    @Test
    void theLivePaneMayBeTheWholeScreen() {
        Page page = open("/");
        button(page, "Drawings").click();
        assertThat(page.getByText(Pattern.compile("^Right "))).isVisible();
        button(page, "Turn the camera on").click();
        button(page, "Whole screen").click();
        assertThat(page.locator(".answer")).containsText("house");
        assertAccessible(page);
        picture(page, "play-whole");
        page.keyboard().press("Escape");
        assertThat(button(page, "Whole screen")).isVisible();
    }
}
