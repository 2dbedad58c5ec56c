package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules, made and tried with the keyboard alone. */
class ActTest extends StudioTest {
    private static final String MAKE =
            "async (name) => { const made = await fetch('/api/projects', { method: 'POST', headers: {'Content-Type':"
                    + " 'application/json'}, body: JSON.stringify({ name, kind: 'text' }) }); const { id } = await"
                    + " made.json(); for (const label of ['wink', 'bell']) await fetch(`/api/projects/${id}/examples?label=${label}&name=a.txt`,"
                    + " { method: 'POST', body: `a ${label}` }); return id; }";

    private String project(String name) {
        return (String) open("/").evaluate(MAKE, name);
    }

    @Test
    void aRuleIsMadeOfARecipeTriedAndPausedWithTheKeyboard() {
        String project = project("keyboard");
        Page page = open("/projects/" + project + "/use/act");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^A wink as a switch")))
                .press("Enter");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        assertAccessible(page);
        picture(page, "act-rule");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                .press("Enter");
        assertThat(dialog).isHidden();
        page.evaluate("() => { window.pressed = 0; document.addEventListener('keydown', e => {"
                + " if (e.key === ' ' && !e.isTrusted) window.pressed++; }); document.activeElement.blur(); }");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try it: wink"))
                .click();
        assertThat(page.locator(".act-log li").first()).containsText("Press a key");
        assertThat(page.locator("[data-announcer]")).containsText("Press a key");
        picture(page, "act");
        page.keyboard().press("Escape");
        assertThat(page.getByText("Everything is paused.").first()).isVisible();
    }

    @Test
    void everyLookIsAccessibleAndFits() {
        String project = project("looks");
        for (Look look : new Look[] {Look.USUAL, Look.FRENCH_NIGHT, Look.NARROW}) {
            Page page = open("/projects/" + project + "/use/act", look);
            assertThat(page.locator(".recipes")).isVisible();
            assertAccessible(page);
            assertFitsTheWindow(page);
        }
    }
}
