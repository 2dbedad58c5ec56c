package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How good a version is and what to mend: drawings with two wrong labels among them, and sentences of four moods. */
class LookTest extends StudioTest {
    private static final Path DRAWINGS = Pupil.EXAMPLES.resolve("drawings");

    private Pupil drawings;
    private Pupil moods;

    @BeforeAll
    void teach() throws Exception {
        drawings = new Pupil(server().address(), "Drawings", "picture").shownFolder("drawings", 9);
        drawings.shown("fish", "picture_901.png", Pupil.bytes(DRAWINGS.resolve("boat/boat_11.png")));
        drawings.shown("flower", "picture_902.png", Pupil.bytes(DRAWINGS.resolve("sun/sun_11.png")));
        drawings.taught();
        moods = new Pupil(server().address(), "Moods", "text");
        List<String> rows = Files.readAllLines(Pupil.EXAMPLES.resolve("moods.csv"));
        for (int i = 1; i < rows.size(); i++) {
            int comma = rows.get(i).lastIndexOf(',');
            String text = rows.get(i).substring(0, comma).replace("\"", "");
            moods.shown(rows.get(i).substring(comma + 1), "text_" + i + ".txt", text.getBytes(StandardCharsets.UTF_8));
        }
        moods.taught();
    }

    @AfterAll
    void leave() {
        if (drawings != null) {
            drawings.close();
        }
        if (moods != null) {
            moods.close();
        }
    }

    private static Locator heading(Page page, String pattern) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)));
    }

    private static Locator buttonLike(Page page, String pattern) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)));
    }

    @Test
    void oneSentenceSaysHowGoodItIsAndOnWhatThatWasMeasured() {
        Page page = open(moods.at("look"));
        assertThat(heading(page, "^Right \\d+ times in 10 on examples it had not seen"))
                .isVisible();
        Locator measured = page.locator(".measured");
        assertThat(measured).containsText("Measured on 80 examples");
        assertThat(measured).containsText("No groups are known");
        page.getByText("Measured on").waitFor();
        picture(page, "look-text");
    }

    @Test
    void aNumberOfTheTableOpensItsExamples() {
        Page page = open(moods.at("look"));
        Locator cell = buttonLike(page, "^\\d+ of “\\w+” taken for “\\w+”$").first();
        String name = cell.getAttribute("aria-label");
        int count = Integer.parseInt(name.substring(0, name.indexOf(' ')));
        cell.focus();
        page.keyboard().press("Enter");
        assertThat(cell).hasAttribute("aria-expanded", "true");
        Locator opened = page.locator(".opened");
        assertThat(opened.getByRole(AriaRole.HEADING)).isFocused();
        assertThat(opened.getByRole(AriaRole.LISTITEM)).hasCount(Math.min(12, count));
        assertThat(opened.getByRole(AriaRole.LISTITEM).first()).containsText("said “");
        assertAccessible(page);
        opened.scrollIntoViewIfNeeded();
        picture(page, "look-confusion");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(opened).hasCount(0);
    }

    @Test
    void aLabelThatLooksWrongIsMendedWithOnePressAndThatIsUndone() {
        Page page = open(drawings.at("look"));
        Locator mend = buttonLike(page, "^Make it “boat”: picture_901.png$");
        mend.scrollIntoViewIfNeeded();
        picture(page, "look-suspects");
        mend.focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("picture_901.png is “boat” now.")).isVisible();
        assertEquals("boat", labelOf("picture_901.png"));
        page.keyboard().press("Control+z");
        assertThat(mend.first()).isVisible();
        page.waitForCondition(() -> labelOf("picture_901.png").equals("fish"));
    }

    @Test
    void aLabelThatIsRightAfterAllIsKeptAndNotAskedAboutAgain() {
        Page page = open(drawings.at("look"));
        Locator keep = buttonLike(page, "^Keep picture_902.png as it is$");
        keep.focus();
        page.keyboard().press("Enter");
        assertThat(keep).hasCount(0);
        page.reload();
        assertThat(heading(page, "^Look at these again$")).isVisible();
        assertThat(keep).hasCount(0);
        buttonLike(page, "^\\d+ of “boat” recognised$").click();
        buttonLike(page, "^Delete boat_01.png$").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("boat_01.png was deleted.")).isVisible();
        page.keyboard().press("Control+z");
        page.waitForCondition(() -> !labelOf("boat_01.png").isEmpty());
    }

    private String labelOf(String name) {
        for (JsonNode example :
                drawings.get(drawings.path() + "/examples?limit=1000").path("items")) {
            if (example.path("name").asText().equals(name)) {
                return example.path("label").asText();
            }
        }
        return "";
    }

    @Test
    void theMapIsWalkedThroughWithTheKeyboard() {
        Page page = open(moods.at("look"));
        Locator map = page.getByRole(AriaRole.APPLICATION);
        map.focus();
        page.keyboard().press("ArrowRight");
        Locator says = page.locator(".map-says");
        assertThat(says).containsText("“");
        String first = says.textContent();
        page.keyboard().press("ArrowRight");
        assertThat(says).not().hasText(first);
        picture(page, "look-map");
        page.keyboard().press("Enter");
        Locator opened = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Map of your examples"));
        assertThat(opened.getByRole(AriaRole.LISTITEM)).hasCount(1);
        page.getByText("As a table").last().click();
        Locator rows = page.getByRole(AriaRole.TABLE).last().getByRole(AriaRole.ROW);
        assertThat(rows).hasCount(81);
    }

    @Test
    void whatIsNotTaughtYetSaysWhatToDo() {
        try (Pupil blank = new Pupil(server().address(), "Blank", "text")) {
            Page page = open(blank.at("look"));
            assertThat(page.getByText("Show a few examples of two labels; then you see here"))
                    .isVisible();
            assertAccessible(page);
        }
    }

    @Test
    void everybodyCanReadIt() {
        for (Look look : List.of(
                Look.USUAL.at(1280, 3000),
                Look.FRENCH_NIGHT,
                new Look("fr", ColorScheme.LIGHT, 1280, 800, true),
                new Look("en", ColorScheme.DARK, 1280, 800, true),
                Look.NARROW,
                Look.USUAL.at(640, 400))) {
            Page page = open(drawings.at("look"), look);
            page.locator(".map").waitFor();
            page.locator(".card .thumb:not(.empty-thumb)").first().waitFor();
            picture(
                    page,
                    "look-" + look.language() + "-" + look.theme().name().toLowerCase(java.util.Locale.ROOT) + "-"
                            + look.width());
            assertAccessible(page);
            assertFitsTheWindow(page);
            assertTrue(page.locator(".look h2").count() >= 6);
        }
    }
}
