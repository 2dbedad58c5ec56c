package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything with the keys alone, in the order of reading. */
class KeyboardTest extends StudioTest {
    private static final int MOST_TABS = 60;

    /** What is read out of what has the focus. */
    private static String focused(Page page) {
        return (String) page.evaluate("() => { const e = document.activeElement;"
                + " const by = e.getAttribute('aria-labelledby');"
                + " return e.getAttribute('aria-label') ?? (by ? document.getElementById(by.split(' ')[0])?.textContent"
                + " : null) ?? (e.labels?.[0]?.textContent) ?? e.textContent; }");
    }

    private static void tabTo(Page page, String name) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < MOST_TABS; i++) {
            String now = focused(page).strip();
            if (now.startsWith(name)) {
                return;
            }
            passed.add(now);
            page.keyboard().press("Tab");
        }
        fail("no way to '" + name + "' through " + passed);
    }

    @Test
    void theFirstKeyLeadsPastTheRail() {
        Page page = open("/");
        page.locator("main h1").waitFor();
        page.keyboard().press("Tab");
        assertEquals("Go to the content", focused(page));
        page.keyboard().press("Enter");
        assertEquals("content", page.evaluate("() => document.activeElement.id"));
        page.keyboard().press("Tab");
        assertEquals("FaceA smile, a wink, a raised eyebrow", focused(page));
    }

    @Test
    void textsAreTaughtTriedAndDeletedWithTheKeysAlone() {
        Page page = open("/");
        page.locator("main h1").waitFor();
        tabTo(page, "Text");
        page.keyboard().press("Enter");
        page.getByLabel("New label").waitFor();
        show(
                page,
                "glad",
                "what a lovely day",
                "I am so happy today",
                "wonderful news",
                "we laughed all evening",
                "I love it");
        show(
                page,
                "sad",
                "I miss her so much",
                "everything is lost",
                "a terrible day",
                "we cried all evening",
                "I hate it");
        assertThat(page.getByText("on examples it had not seen")).isVisible();
        tabTo(page, "Write something");
        page.keyboard().type("I am happy, what wonderful news");
        assertThat(page.locator(".answer-label")).hasText("glad");

        page.getByRole(AriaRole.LISTBOX).locator("[aria-selected=true]").focus();
        page.keyboard().press("ArrowUp");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("glad")))
                .isVisible();
        tabTo(page, "More");
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Space");
        page.keyboard().press("Delete");
        assertThat(page.getByText("1 example deleted.")).isVisible();
        page.keyboard().press("Control+z");
        assertThat(page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("glad")))
                .containsText("5");
        assertAccessible(page);
        picture(page, "text");
    }

    private static void show(Page page, String label, String... texts) {
        tabTo(page, "New label");
        page.keyboard().type(label);
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(label)))
                .isVisible();
        for (String text : texts) {
            tabTo(page, "Write something");
            page.keyboard().type(text);
            page.keyboard().press("Control+Enter");
        }
        assertThat(page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(label)))
                .containsText(String.valueOf(texts.length));
    }
}
