package org.insula.cli.studio;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Films for Chromium's fake camera: a picture before a wall, which moves a little, as things before a camera do. */
final class FakeCamera {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int FRAMES = 24;

    private FakeCamera() {}

    /**
     * Writes a film as MJPEG, which is one JPEG after the other.
     *
     * @param share of the film's height that the picture takes
     * @param x where its middle is, in shares of the film's width
     * @param y and of its height
     */
    static Path film(Path film, Path picture, double share, double x, double y) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        try (OutputStream out = Files.newOutputStream(film)) {
            for (int i = 0; i < FRAMES; i++) {
                ImageIO.write(frame(image, share, x, y, 2 * Math.PI * i / FRAMES), "jpg", out);
            }
        }
        return film;
    }

    private static BufferedImage frame(BufferedImage image, double share, double x, double y, double phase) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = frame.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setColor(new Color(196, 190, 180));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int height = (int) (share * HEIGHT);
        int width = height * image.getWidth() / image.getHeight();
        int left = (int) (x * WIDTH - width / 2.0 + 8 * Math.sin(phase));
        int top = (int) (y * HEIGHT - height / 2.0 + 6 * Math.cos(phase));
        graphics.drawImage(image, left, top, width, height, null);
        graphics.dispose();
        return frame;
    }
}
