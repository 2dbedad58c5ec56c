package org.insula.networks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.insula.onnx.OnnxModel;
import org.insula.onnx.TfjsConverter;

/** Makes the embedded networks. The build runs it, with the module's folder and the folder to build in. */
final class Conversion {
    private final Path lockFile;
    private final Path downloads;
    private final Path stamp;
    private final Path resources;

    private Conversion(Path module, Path target) {
        this.lockFile = module.resolve("package-lock.json");
        this.downloads = target.resolve("npm");
        this.stamp = target.resolve("networks.stamp");
        this.resources = target.resolve("classes/org/insula/networks");
    }

    public static void main(String[] args) throws Exception {
        new Conversion(Path.of(args[0]), Path.of(args[1])).run(System.out);
    }

    private void run(PrintStream out) throws Exception {
        String state = state();
        if (Files.exists(stamp)
                && Files.readString(stamp).equals(state)
                && Networks.names().stream().allMatch(name -> Files.exists(file(name)))) {
            return;
        }
        Files.createDirectories(resources);
        for (Recipe.Source source : Recipe.Source.values()) {
            List<Recipe> recipes = Stream.of(Recipe.values())
                    .filter(recipe -> recipe.source() == source)
                    .toList();
            convert(NpmPackage.locked(lockFile, source.npm), recipes, out);
        }
        Files.writeString(stamp, state);
    }

    private void convert(NpmPackage npm, List<Recipe> recipes, PrintStream out) throws IOException {
        Path folder = downloads.resolve(npm.name());
        npm.extract(
                downloads,
                recipes.stream()
                        .flatMap(recipe -> recipe.files().stream())
                        .distinct()
                        .toList(),
                folder);
        for (Recipe recipe : recipes) {
            OnnxModel model = recipe.convert(folder).withMetadata(recipe.metadata(npm));
            byte[] onnx = model.toBytes();
            Files.write(file(recipe.network()), onnx);
            out.printf("network %-18s %5d kB  from %s%n", recipe.network(), onnx.length / 1000, npm.name());
        }
    }

    private Path file(String network) {
        return resources.resolve(network + ".onnx");
    }

    /** A hash of everything that the networks depend on: the pinned packages and the code that converts them. */
    private String state() throws IOException, URISyntaxException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Files.readAllBytes(lockFile));
        for (Class<?> part : List.of(Conversion.class, TfjsConverter.class)) {
            Path code = Path.of(
                    part.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(code)) {
                digest(code, digest);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(code)) {
                    digest(jar.getPath("/"), digest);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void digest(Path code, MessageDigest digest) throws IOException {
        try (Stream<Path> files = Files.walk(code)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .filter(path -> !path.endsWith("module-info.class"))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList()) {
                digest.update(Files.readAllBytes(file));
            }
        }
    }
}
