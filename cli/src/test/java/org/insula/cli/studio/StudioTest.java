package org.insula.cli.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.insula.cli.StudioServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server and a real browser for the tests of a view. Skipped where there is no Chromium. With {@code
 * -Dinsula.screenshots} the pictures in {@code docs/studio} are made anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StudioTest {
    private static final Path PICTURES = Path.of("..", "docs", "studio");
    private static final int NARROW_WIDTH = 641;
    private static final double PATIENCE_MILLIS = 20_000;
    /** What axe-core is asked for: WCAG 2.2 at level AA, and good practice. */
    private static final String RULES =
            "async () => { const found = await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a',"
                    + " 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],"
                    // React Aria puts a way out of a popover beside it, for those who touch and do not see.
                    + " rules: { region: { enabled: !document.querySelector('.popover') } } });"
                    + " return found.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target + ' '"
                    + " + n.failureSummary)); }";

    @TempDir
    static Path folder;

    private StudioServer server;
    private Chromium chromium;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    /** What the camera shows; the browser's own test picture if empty. */
    Optional<Path> camera(Path folder) {
        return Optional.empty();
    }

    /** What the microphone hears; the browser's own beeps if empty. */
    Optional<Path> microphone(Path folder) {
        return Optional.empty();
    }

    @BeforeAll
    void start() {
        assumeTrue(Chromium.isThere(), "There is no Chromium here; install one to test the Studio.");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        server = StudioServer.start(folder.resolve(getClass().getSimpleName()));
        chromium = Chromium.launch(camera(folder), microphone(folder));
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> heard = List.copyOf(complaints);
        complaints.clear();
        assertEquals(List.of(), heard, "on the browser's console");
    }

    StudioServer server() {
        return server;
    }

    /** Another browser, whose camera shows this file; pages that were open are gone. */
    void showToCamera(Path file) {
        contexts.clear();
        chromium.close();
        chromium = Chromium.launch(Optional.of(file), microphone(folder));
    }

    /** How somebody looks at the Studio. */
    record Look(String language, ColorScheme theme, int width, int height, boolean mayUseDevices) {
        static final Look USUAL = new Look("en", ColorScheme.LIGHT, 1280, 800, true);
        static final Look FRENCH_NIGHT = new Look("fr", ColorScheme.DARK, 1280, 800, true);
        static final Look NARROW = new Look("en", ColorScheme.LIGHT, 320, 640, true);

        Look withoutDevices() {
            return new Look(language, theme, width, height, false);
        }

        Look at(int width, int height) {
            return new Look(language, theme, width, height, mayUseDevices);
        }
    }

    /** A page of the Studio at an address such as {@code /music}; what it complains of fails the test. */
    Page open(String path, Look look) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale(look.language().equals("fr") ? "fr-FR" : "en-GB")
                        .setColorScheme(look.theme())
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(look.width(), look.height())
                        .setPermissions(look.mayUseDevices() ? List.of("camera", "microphone") : List.of()));
        contexts.add(context);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(server.address() + path);
        return page;
    }

    Page open(String path) {
        return open(path, Look.USUAL);
    }

    /** The button whose name begins so. */
    static Locator button(Page page, String name) {
        return named(page, AriaRole.BUTTON, name);
    }

    /** The label whose name begins so, in the list of labels. */
    static Locator label(Page page, String name) {
        return named(page, AriaRole.OPTION, name);
    }

    /** The field for a text whose name begins so. */
    static Locator field(Page page, String name) {
        return named(page, AriaRole.TEXTBOX, name);
    }

    static Locator named(Page page, AriaRole role, String name) {
        return page.getByRole(
                role,
                new Page.GetByRoleOptions().setName(Pattern.compile("^" + name.replaceAll("[.?*+(){}|^$]", "\\\\$0"))));
    }

    /** Opens the menu at the project's name and chooses from it. */
    static void chooseOfProject(Page page, String item) {
        button(page, "More").first().click();
        named(page, AriaRole.MENUITEM, item).click();
    }

    /** The address of a page without the server. */
    String place(Page page) {
        return page.url().replace(server.address().toString(), "");
    }

    /** For what the browser itself says of a request that a test wants to fail. */
    void forgive(String part) {
        complaints.removeIf(complaint -> complaint.contains(part));
    }

    /** Nothing of what axe-core can see stands in anybody's way. */
    static void assertAccessible(Page page) {
        ViewportSize usual = page.viewportSize();
        if (usual.width
                < NARROW_WIDTH) { // all of it at once: what is under the bar below can be scrolled out from there
            page.setViewportSize(usual.width, Math.max(usual.height, (int)
                    page.evaluate("() => document.documentElement.scrollHeight")));
        }
        page.evaluate(Chromium.axe());
        assertEquals(List.of(), page.evaluate(RULES), page.url());
        page.setViewportSize(usual.width, usual.height);
    }

    /** Nothing is cut off or to be scrolled to sideways. */
    static void assertFitsTheWindow(Page page) {
        assertEquals(
                page.evaluate("() => document.documentElement.clientWidth"),
                page.evaluate("() => document.documentElement.scrollWidth"),
                page.url());
    }

    /** Keeps a picture for the documentation, where these are made. */
    static void picture(Page page, String name) {
        if (System.getProperty("insula.screenshots") != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        }
    }
}
