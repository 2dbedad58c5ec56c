package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The server goes away and comes back while somebody works. */
class RestartTest extends StudioTest {
    @Test
    void thePageWaitsForTheServerAndLosesNothing() {
        Page page = open("/");
        button(page, "Text Moods").click();
        field(page, "New label").fill("half a wo");
        server().stop();
        chooseOfProject(page, "Rename");
        field(page, "Name").fill("Kept");
        button(page, "Save").click();
        assertThat(page.getByText("This page waits for it")).isVisible();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Insula does not answer");
        server().begin();
        assertThat(page.getByText("This page waits for it")).hasCount(0);
        button(page, "Save").click();
        assertThat(named(page, AriaRole.HEADING, "Kept")).isVisible();
        assertEquals("half a wo", field(page, "New label").inputValue());
        forgive("ERR_CONNECTION_REFUSED");
    }
}
