package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing, the code that is shown, downloads and versions: gestures, and sentences whose labels name feelings. */
class UseTest extends StudioTest {
    private static final Path SWIPE = Pupil.EXAMPLES.resolve("gestures/swipe/swipe_p2_02.csv");

    @TempDir
    private Path desk;

    private Pupil gestures;

    @BeforeAll
    void teach() {
        gestures = new Pupil(server().address(), "Gestes", "movement")
                .shownFolder("gestures", 12)
                .taught()
                .taught();
    }

    @AfterAll
    void leave() {
        if (gestures != null) {
            gestures.close();
        }
    }

    /** Published under no name, whatever happened before. */
    @BeforeEach
    void takeEverythingBack() {
        gestures.get("/api/aliases")
                .path("items")
                .forEach(alias -> takeBack(alias.path("name").asText()));
    }

    private static Locator exactButton(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void publish(String name, int version) {
        gestures.send(
                "POST",
                gestures.path() + "/versions/" + version + "/publish",
                Pupil.json("{\"name\":\"" + name + "\"}"));
    }

    private void takeBack(String name) {
        gestures.send("DELETE", "/api/aliases/" + name, BodyPublishers.noBody());
    }

    private long answering(String name) {
        return gestures.get("/api/aliases/" + name).at("/split/0/version").asLong();
    }

    @Test
    void oneClickPublishesAndTheCodeThatIsShownWorks() throws Exception {
        Page page = open(gestures.at("use"));
        assertThat(page.getByText("Not published yet.")).isVisible();
        picture(page, "use-unpublished");
        Locator name = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Its name"));
        assertThat(name).hasValue("gestes");
        name.focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Published as “gestes”.")).isVisible();
        assertEquals(2, answering("gestes"));
        assertThat(page.locator(".copyable").first()).containsText(server().address() + "/api/models/gestes/predict");
        assertThat(page.getByText("No key is needed")).isVisible();
        picture(page, "use");
        Files.write(desk.resolve("movement.csv"), Pupil.bytes(SWIPE));
        assertAnswers(Shell.run(desk, "sh", "-c", code(page, "curl")));
        assertAnswers(Shell.run(desk, "node", saved(page, "JavaScript", "ask.mjs"), "movement.csv"));
        assertAnswers(Shell.run(desk, Shell.java(), saved(page, "Java", "Ask.java"), "movement.csv"));
        if (Shell.isThere("python3")) {
            assertAnswers(Shell.run(desk, "python3", saved(page, "Python", "ask.py"), "movement.csv"));
        }
        String mcp = code(page, "MCP");
        assertTrue(mcp.contains(server().address() + "/mcp"), mcp);
        assertThat(page.getByText("predict_gestes")).isVisible();
        assertTrue(gestures.send("POST", "/mcp", Pupil.json("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
                .toString()
                .contains("\"predict_gestes\""));
        page.keyboard().press("Control+z");
        assertThat(page.getByText("Not published yet.")).isVisible();
    }

    private String code(Page page, String language) {
        page.getByRole(
                        AriaRole.TAB,
                        new Page.GetByRoleOptions().setName(language).setExact(true))
                .click();
        return page.locator(".code-panel pre").textContent();
    }

    private String saved(Page page, String language, String file) throws Exception {
        Files.writeString(desk.resolve(file), code(page, language));
        return file;
    }

    private static void assertAnswers(String answer) {
        assertTrue(answer.contains("swipe"), answer);
    }

    @Test
    void aPurposeIsAskedForFeelingsAndARefusalIsShownAsItIs() {
        try (Pupil moods = new Pupil(server().address(), "Moods", "text")) {
            for (int i = 0; i < 6; i++) {
                moods.shown("happy", "a" + i, ("so glad " + i).getBytes(StandardCharsets.UTF_8));
                moods.shown("angry", "b" + i, ("go away " + i).getBytes(StandardCharsets.UTF_8));
            }
            moods.taught();
            Page page = open(moods.at("use"));
            exactButton(page, "Publish").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("A model of apparent expressions is published for");
            Locator purpose = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("What is it for?"));
            purpose.fill("To monitor the mood of employees in meetings");
            exactButton(page, "Publish").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("AI Act, Article 5(1)(f)");
            assertAccessible(page);
            picture(page, "use-refused");
            purpose.fill("It sorts my own diary by how it sounds.");
            exactButton(page, "Publish").click();
            assertThat(page.getByText("Published as “moods”.")).isVisible();
            assertEquals(
                    "It sorts my own diary by how it sounds.",
                    moods.get(moods.path()).path("purpose").asText());
            forgive("Failed to load resource");
        }
    }

    @Test
    void aVersionIsTriedOnAPartTheSliderMovesItAndRollingBackUndoesIt() {
        publish("gestes", 1);
        Page page = open(gestures.at("use"));
        assertThat(page.getByText("Version 1 answers; version 2 is newer.")).isVisible();
        exactButton(page, "Try version 2 on every tenth request").click();
        Locator slider = page.getByRole(AriaRole.SLIDER);
        assertThat(slider).hasValue("10");
        slider.focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.getByText("Version 2 gets 11% of the requests now.")).isVisible();
        assertEquals(
                11, gestures.get("/api/aliases/gestes").at("/split/1/percent").asInt());
        assertAccessible(page);
        slider.scrollIntoViewIfNeeded();
        picture(page, "use-split");
        exactButton(page, "Roll back").focus();
        page.keyboard().press("Enter");
        assertThat(slider).hasValue("10");
    }

    @Test
    void aNameIsTakenBackAfterAQuestionAndThatIsUndone() {
        publish("gestes", 2);
        Page page = open(gestures.at("use"));
        exactButton(page, "Take it back…").focus();
        page.keyboard().press("Enter");
        assertThat(exactButton(page, "Cancel")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Not published yet.")).isVisible();
        page.keyboard().press("Control+z");
        assertThat(page.getByText("Published as “gestes”.")).isVisible();
        assertEquals(2, answering("gestes"));
    }

    @Test
    void versionsAreGivenEverythingWithdrawnAndDeleted() {
        gestures.taught();
        publish("gestes", 2);
        Page page = open(gestures.at("use"));
        menu(page, 3, "Give it all requests");
        assertThat(page.getByText("Version 3 answers as “gestes” now.")).isVisible();
        menu(page, 3, "Delete…");
        exactButton(page, "Delete for good").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The alias 'gestes' still sends traffic there");
        menu(page, 2, "Give it all requests");
        assertThat(page.getByText("Version 2 answers as “gestes” now.")).isVisible();
        menu(page, 3, "Withdraw…");
        assertThat(page.getByRole(AriaRole.ALERTDIALOG)).containsText("Withdraw version 3?");
        exactButton(page, "Withdraw").click();
        assertThat(page.getByText("Version 3 was withdrawn.")).isVisible();
        menu(page, 3, "Delete…");
        exactButton(page, "Delete for good").click();
        assertThat(page.getByText("Version 3 was deleted.")).isVisible();
        assertThat(exactButton(page, "More about version 3")).hasCount(0);
        forgive("Failed to load resource");
    }

    private static void menu(Page page, int version, String item) {
        exactButton(page, "More about version " + version).focus();
        page.keyboard().press("Enter");
        Locator wanted = page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item));
        wanted.focus();
        page.keyboard().press("Enter");
    }

    @Test
    void aVersionIsTakenAlongAsAModelAGraphAndACard() throws Exception {
        Page page = open(gestures.at("use"));
        byte[] model = download(page, "Model file (.insula)", "gestes-\\d+\\.insula");
        assertEquals("PK", new String(model, 0, 2, StandardCharsets.US_ASCII));
        assertTrue(download(page, "ONNX", "gestes-\\d+\\.onnx").length > 1_000);
        String card = new String(download(page, "Model card", "gestes-\\d+\\.md"), StandardCharsets.UTF_8);
        assertTrue(card.startsWith("# A movement model"), card);
    }

    private static byte[] download(Page page, String name, String file) throws Exception {
        Download download = page.waitForDownload(() -> exactButton(page, name).click());
        assertTrue(Pattern.matches(file, download.suggestedFilename()), download.suggestedFilename());
        return Files.readAllBytes(download.path());
    }

    @Test
    void everybodyCanReadIt() {
        publish("gestes", 1);
        gestures.send(
                "POST", gestures.path() + "/versions/2/publish", Pupil.json("{\"name\":\"gestes\",\"percent\":10}"));
        for (Look look : List.of(
                Look.USUAL.at(1280, 1500),
                Look.FRENCH_NIGHT,
                new Look("fr", ColorScheme.LIGHT, 1280, 800, true),
                new Look("en", ColorScheme.DARK, 1280, 800, true),
                Look.NARROW,
                Look.USUAL.at(640, 400))) {
            Page page = open(gestures.at("use"), look);
            page.locator(".versions").waitFor();
            page.locator(".code-panel").waitFor();
            picture(
                    page,
                    "use-" + look.language() + "-" + look.theme().name().toLowerCase(Locale.ROOT) + "-" + look.width());
            assertAccessible(page);
            assertFitsTheWindow(page);
        }
    }
}
