package org.insula.cli.studio;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of this machine, driven through the Node.js and the npm package that the Studio is built with. Its camera and
 * microphone are files.
 */
final class Chromium implements AutoCloseable {
    private static final Path PACKAGES = Path.of("..", "studio", "node_modules");
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--autoplay-policy=no-user-gesture-required");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Whether there is one; tests are skipped where there is none. */
    static boolean isThere() {
        return onPath(NAMES).isPresent() && onPath(List.of("node")).isPresent() && Files.exists(PACKAGES);
    }

    /**
     * @param camera a file of pictures (MJPEG), or none for the browser's own test picture
     * @param microphone a WAV file, or none for the browser's own beeps
     */
    static Chromium launch(Optional<Path> camera, Optional<Path> microphone) {
        System.setProperty("playwright.cli.dir", driver().toString());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> args = new ArrayList<>(QUIET);
        args.add("--use-fake-device-for-media-stream");
        camera.ifPresent(file -> args.add("--use-file-for-fake-video-capture=" + file.toAbsolutePath()));
        microphone.ifPresent(file -> args.add("--use-file-for-fake-audio-capture=" + file.toAbsolutePath()));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(onPath(NAMES).orElseThrow())
                        .setArgs(args));
        return new Chromium(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    /** axe-core's script. */
    static String axe() {
        try {
            return Files.readString(PACKAGES.resolve("axe-core").resolve("axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder laid out as Playwright expects its driver: Node.js and the package. */
    private static Path driver() {
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "playwright").toAbsolutePath());
            link(folder.resolve("node"), onPath(List.of("node")).orElseThrow());
            link(folder.resolve("package"), PACKAGES.resolve("playwright-core"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path link, Path target) throws IOException {
        if (!Files.exists(link)) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target.toRealPath());
        }
    }

    private static Optional<Path> onPath(List<String> names) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
