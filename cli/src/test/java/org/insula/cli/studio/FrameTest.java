package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The rail, the settings and the addresses of the Studio. */
class FrameTest extends StudioTest {
    @Test
    void everyViewHasATitleAndNobodyIsShutOut() {
        for (Look look : new Look[] {Look.USUAL, Look.FRENCH_NIGHT, Look.NARROW}) {
            for (String path : new String[] {"/", "/music", "/host", "/nothing/here"}) {
                Page page = open(path, look);
                page.locator("main").waitFor();
                assertThat(page.locator("main h1, main .empty").first()).isVisible();
                assertAccessible(page);
                assertFitsTheWindow(page);
            }
        }
    }

    @Test
    void theRailLeadsToEachPlace() {
        Page page = open("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Music"))
                .click();
        assertThat(page).hasURL(server().address() + "/music");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Music")))
                .isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Host"))
                .click();
        assertThat(page).hasTitle("Host – Insula");
    }
}
