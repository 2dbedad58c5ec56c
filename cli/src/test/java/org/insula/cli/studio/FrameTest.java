package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void theFirstQuestionIsWhatToTeach() {
        Page page = open("/");
        assertThat(page).hasTitle("What shall it learn? – Insula");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("What shall it learn?");
        picture(page, "start");
        Page night = open("/", Look.FRENCH_NIGHT);
        assertThat(night.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Que doit-il apprendre ?");
        picture(night, "start-night");
    }

    @Test
    void theLanguageAndTheLookAreChosenAndKept() {
        Page page = open("/");
        button(page, "Settings").click();
        page.getByText("Français").click();
        assertThat(named(page, AriaRole.DIALOG, "Réglages")).isVisible();
        page.getByText("Sombre").click();
        page.getByText("Plus de contraste").click();
        assertAccessible(page);
        page.reload();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Que doit-il apprendre ?");
        assertEquals(
                "dark more fr",
                page.evaluate("() => { const e = document.documentElement;"
                        + " return [e.dataset.theme, e.dataset.contrast, e.lang].join(' '); }"));
        assertAccessible(page);
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
