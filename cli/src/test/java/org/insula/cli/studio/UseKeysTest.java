package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking a published model where keys are in use. */
class UseKeysTest extends StudioTest {
    @TempDir
    private Path desk;

    @Test
    void whereKeysAreInUseOneIsMadeForTheModelAloneAndTheCodeSendsIt() throws Exception {
        try (Pupil gestures = new Pupil(server().address(), "Gestes", "movement")) {
            gestures.shownFolder("gestures", 4).taught();
            gestures.send("POST", gestures.path() + "/versions/1/publish", Pupil.json("{\"name\":\"gestes\"}"));
            String secret = gestures.send("POST", "/api/keys", Pupil.json("{\"name\":\"me\",\"role\":\"admin\"}"))
                    .path("secret")
                    .asText();
            Page page = open(gestures.at("use"));
            page.getByRole(AriaRole.DIALOG).waitFor();
            page.keyboard().type(secret);
            page.keyboard().press("Enter");
            assertThat(page.getByText("Who asks sends a key.")).isVisible();
            assertThat(page.locator(".code-panel pre")).containsText("YOUR_KEY");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a key for it"))
                    .focus();
            page.keyboard().press("Enter");
            assertThat(page.getByText("This key is shown this once")).isVisible();
            assertAccessible(page);
            picture(page, "use-key");
            Files.write(
                    desk.resolve("movement.csv"),
                    Pupil.bytes(Pupil.EXAMPLES.resolve("gestures/swipe/swipe_p2_02.csv")));
            String curl = page.locator(".code-panel pre").textContent();
            assertTrue(curl.contains("Bearer insula_"), curl);
            assertTrue(Shell.run(desk, "sh", "-c", curl).contains("swipe"));
            page.keyboard().press("Control+z");
            assertThat(page.getByText("Who asks sends a key.")).isVisible();
            page.waitForCondition(() -> !answers(curl), new Page.WaitForConditionOptions().setTimeout(10_000));
            forgive("Failed to load resource");
        }
    }

    private boolean answers(String curl) {
        try {
            return Shell.run(desk, "sh", "-c", curl).contains("swipe");
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
