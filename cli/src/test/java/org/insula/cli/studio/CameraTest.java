package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.insula.host.Caller;
import org.insula.store.Example;
import org.insula.store.PageRequest;
import org.insula.store.Project;
import org.junit.jupiter.api.Test;

/** Teaching and trying with a camera that is a film. */
class CameraTest extends StudioTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @Override
    Optional<Path> camera(Path folder) {
        return Optional.of(portrait(folder.resolve("portrait.mjpeg"), 0.5));
    }

    private static Path portrait(Path film, double x) {
        return film(film, EXAMPLES.resolve("portrait.png"), 1.5, x, 0.95);
    }

    private static Path film(Path film, Path picture, double share, double x, double y) {
        try {
            return FakeCamera.film(film, picture, share, x, y);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void name(Page page, String label) {
        field(page, "New label").fill(label);
        field(page, "New label").press("Enter");
    }

    /** Holds the capture button until so many examples are there. */
    private static void hold(Page page, String label, int count) {
        Locator capture = button(page, "Show “" + label + "”");
        capture.hover();
        page.mouse().down();
        for (int i = 0; i < 200 && examples(page, label) < count; i++) {
            page.waitForTimeout(50);
        }
        page.mouse().up();
    }

    private static int examples(Page page, String label) {
        String row = label(page, label).locator(".label-count > span").first().textContent();
        return Integer.parseInt(row.replaceAll("[^0-9]", ""));
    }

    @Test
    void twoThingsAreTaughtByHoldingThemBeforeTheCameraAndToldApartLive() {
        Path boat = film(folder.resolve("boat.mjpeg"), EXAMPLES.resolve("drawings/boat/boat_01.png"), 0.9, 0.5, 0.5);
        Path sun = film(folder.resolve("sun.mjpeg"), EXAMPLES.resolve("drawings/sun/sun_02.png"), 0.9, 0.5, 0.5);
        showToCamera(boat);
        Page page = open("/");
        button(page, "Picture Drawings").click();
        name(page, "boat");
        button(page, "Turn the camera on").click();
        assertThat(page.getByText("The camera is on.")).isVisible();
        hold(page, "boat", 12);
        assertThat(page.getByText("added to “boat”")).isVisible();
        String address = place(page);

        showToCamera(sun);
        Page again = open(address);
        name(again, "sun");
        button(again, "Turn the camera on").click();
        hold(again, "sun", 12);
        assertThat(again.locator(".answer-label")).hasText("sun");
        assertThat(again.locator("[data-announcer]")).containsText("sun");
        assertAccessible(again);
        int before = examples(again, "sun");
        for (int i = 0;
                i < 40 && examples(again, "sun") == before;
                i++) { // the film begins anew, and a picture counts once
            button(again, "Yes").click();
            again.waitForTimeout(250);
        }
        assertTrue(examples(again, "sun") > before);
        assertOneGroupForABurst();
        button(again, "Turn off").click();
        assertThat(button(again, "Turn the camera on")).isVisible();

        showToCamera(boat);
        Page last = open(address.replace("/show", "/look"));
        button(last, "Turn the camera on").click();
        assertThat(last.locator(".answer-label")).hasText("boat");
    }

    private void assertOneGroupForABurst() {
        var bench = server().host().workbench();
        Project project = bench.projects(Caller.owner(), PageRequest.first(10)).items().stream()
                .filter(each -> each.name().equals("Pictures"))
                .findFirst()
                .orElseGet(() -> fail("there is no project"));
        List<Example> boats = bench.examples(Caller.owner(), project, Optional.of("boat"), PageRequest.first(100))
                .items();
        assertTrue(boats.size() >= 6, boats::toString);
        Set<Optional<String>> groups = boats.stream().map(Example::group).collect(Collectors.toSet());
        assertEquals(1, groups.size(), groups::toString);
        assertTrue(groups.iterator().next().isPresent());
    }

    @Test
    void aFaceIsCoachedIntoViewBeforeAnythingIsTaught() {
        Page page = open("/");
        button(page, "Face").click();
        name(page, "smile");
        button(page, "Turn the camera on").click();
        assertThat(page.locator(".coach")).hasText("Well in view.");
        button(page, "Show “smile”").click();
        assertThat(label(page, "smile")).containsText("1");
        assertThat(page.getByText("1 example added to “smile”.")).isVisible();
        picture(page, "play");
        page.keyboard().press("Control+z");
        assertThat(label(page, "smile")).containsText("no examples yet");
        assertThat(page.getByText(Pattern.compile("nobody’s feelings"))).hasCount(0);
    }

    @Test
    void withoutLeaveForTheCameraThereIsAWayOn() {
        Page page = open("/", Look.USUAL.withoutDevices());
        button(page, "Hand").click();
        name(page, "fist");
        button(page, "Turn the camera on").click();
        assertThat(page.getByText("The browser did not allow the camera.")).isVisible();
        assertThat(button(page, "Try again")).isVisible();
        assertThat(button(page, "Add files…")).isVisible();
        assertAccessible(page);
    }
}
