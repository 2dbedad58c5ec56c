package org.insula.language;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Puts llama.cpp's shared libraries among the module's resources. The build runs it with the module's folder, the folder to
 * build in and the platform. npm fetches the package; nothing is installed, no script runs, and nothing is read from it
 * before its hash is found to be the one in {@code package-lock.json}.
 */
final class NativesBuild {
    private static final String SCOPE = "@node-llama-cpp/";
    private static final int BLOCK = 512;
    private static final Pattern LIBRARY = Pattern.compile("package/bins/[^/]+/([^/]+\\.(?:so|dylib|dll|metal))");
    private static final Pattern NOT_NEEDED = Pattern.compile("(lib)?llama-common.*");

    private final Path lockFile;
    private final Path downloads;
    private final Path stamp;
    private final Path resources;
    private final String platform;

    private NativesBuild(Path module, Path target, String platform) {
        this.lockFile = module.resolve("package-lock.json");
        this.downloads = target.resolve("npm");
        this.stamp = target.resolve("natives.stamp");
        this.resources = target.resolve("classes/org/insula/language/natives");
        this.platform = platform;
    }

    public static void main(String[] args) throws Exception {
        new NativesBuild(Path.of(args[0]), Path.of(args[1]), args[2]).run();
    }

    private void run() throws IOException, NoSuchAlgorithmException {
        String lock = Files.readString(lockFile);
        String version = locked(lock, "version", "[^\"]+");
        String integrity = locked(lock, "integrity", "sha512-[^\"]+");
        String state = platform + " " + version + " " + integrity;
        if (Files.exists(stamp) && Files.readString(stamp).equals(state) && Files.exists(resources.resolve("index"))) {
            return;
        }
        clear();
        Files.createDirectories(resources);
        Path archive = archive(version, integrity);
        List<String> names = extract(archive);
        Files.delete(archive);
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8)), 0, 8);
        names.addFirst(platform + "-" + version + "-" + hash);
        Files.writeString(resources.resolve("index"), String.join("\n", names) + "\n");
        Files.writeString(stamp, state);
        System.out.printf("llama.cpp for %s from %s%s@%s%n", platform, SCOPE, platform, version);
    }

    private String locked(String lock, String field, String form) {
        Matcher found = Pattern.compile("\"node_modules/" + Pattern.quote(SCOPE + platform) + "\": \\{[^{}]*\"" + field
                        + "\": \"(" + form + ")\"")
                .matcher(lock);
        if (!found.find()) {
            throw new IllegalStateException(lockFile + " has no " + field + " of " + SCOPE + platform
                    + "; give one of its platforms as -Dlanguage.platform.");
        }
        return found.group(1);
    }

    private void clear() throws IOException {
        if (Files.exists(resources)) {
            try (Stream<Path> files = Files.walk(resources)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path archive(String version, String integrity) throws IOException, NoSuchAlgorithmException {
        Files.createDirectories(downloads);
        Path archive = downloads.resolve("node-llama-cpp-" + platform + "-" + version + ".tgz");
        if (!Files.exists(archive) || !integrity.equals(hash(archive))) {
            download(SCOPE + platform + "@" + version);
        }
        String found = hash(archive);
        if (!integrity.equals(found)) {
            Files.delete(archive);
            throw new IllegalStateException(SCOPE + platform + "@" + version + " arrived with the hash " + found
                    + " and package-lock.json expects " + integrity + "; ask whoever runs your npm registry.");
        }
        return archive;
    }

    private void download(String npmPackage) throws IOException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        ProcessBuilder command = new ProcessBuilder(
                        windows ? "npm.cmd" : "npm",
                        "pack",
                        npmPackage,
                        "--loglevel=error",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--pack-destination",
                        downloads.toString())
                .directory(downloads.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            int exit = command.start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("npm pack " + npmPackage + " ended with exit code " + exit
                        + "; check that npm reaches its registry and run the build again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("npm was interrupted; run the build again.", e);
        }
    }

    private static String hash(Path archive) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return "sha512-" + Base64.getEncoder().encodeToString(digest.digest());
    }

    private List<String> extract(Path archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (DataInputStream tar = new DataInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16))) {
            byte[] header = new byte[BLOCK];
            while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                long size = Long.parseLong(text(header, 124, 12).strip(), 8);
                long padding = -size & (BLOCK - 1);
                String name = wanted(text(header, 0, 100));
                if (name == null) {
                    tar.skipNBytes(size);
                } else {
                    Files.write(resources.resolve(name), tar.readNBytes(Math.toIntExact(size)));
                    names.add(name);
                }
                tar.skipNBytes(padding);
            }
        }
        if (names.size() < 4) {
            throw new IllegalStateException(archive + " holds only " + names + "; check the package.");
        }
        return names;
    }

    /** The name of a library that is used here, of the package's licence, or null for anything else. */
    private static String wanted(String path) {
        Matcher library = LIBRARY.matcher(path);
        if (library.matches() && !NOT_NEEDED.matcher(library.group(1)).matches()) {
            return library.group(1);
        }
        return path.equals("package/LICENSE") ? "LICENSE" : null;
    }

    private static String text(byte[] header, int offset, int length) {
        String text = new String(header, offset, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
