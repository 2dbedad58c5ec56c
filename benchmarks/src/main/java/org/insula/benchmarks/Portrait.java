package org.insula.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The portrait of the examples as the JPEG that a camera would give. */
final class Portrait {
    private Portrait() {}

    /** Runs from the project's root or from its benchmarks folder. */
    static byte[] jpeg() throws IOException {
        Path here = Path.of("examples", "portrait.png");
        Path file = Files.exists(here) ? here : Path.of("..").resolve(here);
        BufferedImage image = ImageIO.read(file.toFile());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
