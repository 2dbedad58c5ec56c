package org.insula.benchmarks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Frames of 640 by 480 pixels as JPEG files, as a camera would give them, over which a photograph sways to and fro. */
final class Frames {
    private static final int COUNT = 32;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private Frames() {}

    static List<byte[]> ofAHand() throws IOException {
        Path here = Path.of("perception", "src", "test", "resources", "org", "insula", "perception", "hands");
        Path folder = Files.exists(here) ? here : Path.of("..").resolve(here);
        return swaying(ImageIO.read(folder.resolve("pointing.jpg").toFile()), 330, 440);
    }

    static List<byte[]> ofABody() throws IOException {
        Path here = Path.of("examples", "portrait.png");
        Path file = Files.exists(here) ? here : Path.of("..").resolve(here);
        return swaying(ImageIO.read(file.toFile()), 480, 480);
    }

    private static List<byte[]> swaying(BufferedImage photograph, int width, int height) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            int left = (int) ((WIDTH - width) / 2.0 * (1 + Math.sin(2 * Math.PI * i / COUNT)));
            BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = frame.createGraphics();
            graphics.setColor(Color.LIGHT_GRAY);
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            graphics.drawImage(photograph, left, (HEIGHT - height) / 2, width, height, null);
            graphics.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(frame, "jpeg", bytes);
            frames.add(bytes.toByteArray());
        }
        return frames;
    }
}
