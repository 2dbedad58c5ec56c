package org.insula.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** What the host shows of itself. */
class HostTest extends StudioTest {
    @Test
    void everyPartIsAccessibleAndFits() {
        for (Look look : new Look[] {Look.USUAL, Look.FRENCH_NIGHT, Look.NARROW}) {
            for (String path : new String[] {"/host", "/host/keys", "/host/tenants", "/host/log"}) {
                Page page = open(path, look);
                assertThat(page.locator(".host > :nth-child(2)")).isVisible();
                assertAccessible(page);
                assertFitsTheWindow(page);
                if (look == Look.USUAL) {
                    picture(page, path.substring(1).replace('/', '-'));
                }
            }
        }
    }

    @Test
    void theLogIsSaidToBeWhole() {
        Page page = open("/host/log");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check that the log is whole"))
                .press("Enter");
        assertThat(page.getByText("The log is whole").first()).isVisible();
    }
}
