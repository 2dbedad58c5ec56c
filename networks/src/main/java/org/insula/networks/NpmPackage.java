package org.insula.networks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The archive of an npm package, pinned by its hash. npm fetches it, from wherever npm is configured to; nothing is
 * installed, no script runs, and nothing is read from the archive before its hash is checked.
 *
 * @param name such as {@code @spotify/basic-pitch}
 * @param integrity the hash as package-lock.json gives it: {@code sha512-} and base64
 */
record NpmPackage(String name, String version, String integrity) {
    private static final int MAX_FILE = 64 << 20;
    private static final int BLOCK = 512;

    static NpmPackage locked(Path lockFile, String name) throws IOException {
        JsonNode entry =
                new ObjectMapper().readTree(lockFile.toFile()).path("packages").path("node_modules/" + name);
        String integrity = entry.path("integrity").asText();
        if (!integrity.startsWith("sha512-")) {
            throw new IllegalStateException(
                    lockFile + " has no sha512 integrity for " + name + "; restore the file from version control.");
        }
        return new NpmPackage(name, entry.path("version").asText(), integrity);
    }

    /** Puts some of the package's files into a folder and throws the archive away; npm keeps a copy in its cache. */
    void extract(Path downloads, List<String> files, Path folder) throws IOException {
        Path archive = archive(downloads);
        Set<String> missing = new HashSet<>(files);
        try (DataInputStream tar = new DataInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16))) {
            byte[] header = new byte[BLOCK];
            while (!missing.isEmpty() && tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                String file = text(header, 0, 100).replaceFirst("^package/", "");
                long size = Long.parseLong(text(header, 124, 12).strip(), 8);
                long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
                if (missing.remove(file) && size <= MAX_FILE) {
                    Path target = folder.resolve(file);
                    Files.createDirectories(target.getParent());
                    Files.write(target, tar.readNBytes((int) size));
                    padded -= size;
                }
                tar.skipNBytes(padded);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(name + "@" + version + " does not hold " + missing + "; check the recipe.");
        }
        Files.delete(archive);
    }

    private static String text(byte[] header, int offset, int length) {
        String text = new String(header, offset, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private Path archive(Path downloads) throws IOException {
        Path archive = downloads.resolve(name.replace("@", "").replace('/', '-') + "-" + version + ".tgz");
        if (Files.exists(archive) && integrity.equals(hash(archive))) {
            return archive;
        }
        Files.createDirectories(downloads);
        download(downloads);
        String found = hash(archive);
        if (!integrity.equals(found)) {
            Files.delete(archive);
            throw new IllegalStateException(name + "@" + version + " arrived with the hash " + found
                    + " and package-lock.json expects " + integrity + "; ask whoever runs your npm registry.");
        }
        return archive;
    }

    private void download(Path downloads) throws IOException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        Process npm = new ProcessBuilder(
                        windows ? "npm.cmd" : "npm",
                        "pack",
                        name + "@" + version,
                        "--silent",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--pack-destination",
                        downloads.toString())
                .directory(downloads.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = npm.getInputStream()) {
            out.transferTo(OutputStream.nullOutputStream());
            int exit = npm.waitFor();
            if (exit != 0) {
                throw new IllegalStateException("npm pack " + name + "@" + version + " ended with exit code " + exit
                        + "; check that npm reaches its registry and run the build again.");
            }
        } catch (InterruptedException e) {
            npm.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("npm pack was interrupted; run the build again.", e);
        }
    }

    private static String hash(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return "sha512-" + Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-512; use another.", e);
        }
    }
}
