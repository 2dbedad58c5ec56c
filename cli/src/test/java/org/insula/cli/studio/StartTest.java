package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Ways into a project, and the project that somebody gets. */
class StartTest extends StudioTest {
    private static final Path DRAWINGS = Path.of("..", "examples", "drawings");

    @Test
    void aReadyExampleIsTaughtAtOnceAndSaysHowGoodItIs() {
        Page page = open("/");
        button(page, "Drawings").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Drawings")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.OPTION)).hasCount(6);
        assertThat(label(page, "boat")).containsText("12");
        assertThat(page.getByText(Pattern.compile("^Right .*on examples it had not seen[.]")))
                .isVisible();
        assertThat(page.locator(".example canvas").first()).isVisible();
        assertAccessible(page);
        picture(page, "show");
        Page night = open(place(page), Look.FRENCH_NIGHT);
        assertThat(night.locator(".example canvas").first()).isVisible();
        assertAccessible(night);
        picture(night, "show-night");
        Page narrow = open(place(page), Look.NARROW);
        assertThat(narrow.locator(".example canvas").first()).isVisible();
        assertFitsTheWindow(narrow);
        assertAccessible(narrow);
    }

    @Test
    void aZipOfFoldersBecomesAProjectWithTheirNamesAsLabels() throws IOException {
        Path zip = folder.resolve("shapes.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (String label : List.of("sun", "tree")) {
                for (Path drawing : drawings(label)) {
                    out.putNextEntry(new ZipEntry("shapes/" + label + "/" + drawing.getFileName()));
                    Files.copy(drawing, out);
                }
            }
        }
        Page page = open("/");
        FileChooser chooser = page.waitForFileChooser(() -> button(page, "Zip…").click());
        chooser.setFiles(zip);
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("“shapes” holds 24 files with 2 labels.");
        assertAccessible(page);
        button(page, "Begin").click();
        assertThat(label(page, "sun")).containsText("12");
        assertThat(label(page, "tree")).containsText("12");
        assertThat(page.getByText(Pattern.compile("^Right "))).isVisible();
    }

    private static List<Path> drawings(String label) throws IOException {
        try (Stream<Path> files = Files.list(DRAWINGS.resolve(label))) {
            return files.sorted().toList();
        }
    }

    @Test
    void aProjectIsRenamedAndDeletedAfterAQuestion() {
        Page page = open("/");
        button(page, "Text Moods").click();
        assertThat(page.getByText("Give the first thing a name")).isVisible();
        chooseOfProject(page, "Rename");
        field(page, "Name").fill("Letters");
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Letters")))
                .isVisible();
        chooseOfProject(page, "Delete the project");
        assertThat(page.getByRole(AriaRole.ALERTDIALOG)).containsText("gone for good");
        assertAccessible(page);
        button(page, "Delete for good").click();
        assertThat(page).hasURL(server().address() + "/");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Letters")))
                .hasCount(0);
    }

    @Test
    void examplesAreMovedAndDeletedAndBothCanBeUndone() {
        Page page = open("/");
        button(page, "Gestures").click();
        label(page, "shake").click();
        assertThat(page.locator(".example")).not().hasCount(0);
        page.locator(".example").first().click();
        page.keyboard().press("Delete");
        assertThat(label(page, "shake")).containsText("11");
        assertThat(page.getByText("1 example deleted.")).isVisible();
        page.keyboard().press("Control+z");
        assertThat(label(page, "shake")).containsText("12");

        page.locator(".example").first().click();
        button(page, "Move to…").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("swipe"))
                .click();
        assertThat(label(page, "swipe")).containsText("13");
        assertAccessible(page);
        button(page, "Undo").click();
        assertThat(label(page, "swipe")).containsText("12");
        assertThat(label(page, "shake")).containsText("12");
    }

    @Test
    void aFileThatCannotBeLearnedFromIsNamed() throws IOException {
        Page page = open("/");
        button(page, "Drawings").click();
        assertThat(page.getByText(Pattern.compile("^Right "))).isVisible();
        Path broken = Files.writeString(folder.resolve("torn.png"), "this is no picture");
        FileChooser chooser =
                page.waitForFileChooser(() -> button(page, "Add files…").click());
        chooser.setFiles(broken);
        Locator told = page.getByText("1 example could not be learned from:");
        assertThat(told).isVisible();
        told.click();
        assertThat(page.getByText("torn.png").last()).isVisible();
        assertAccessible(page);
    }
}
