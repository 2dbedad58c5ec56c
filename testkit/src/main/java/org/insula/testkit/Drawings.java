package org.insula.testkit;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Small pictures as a child draws them, made from a seed: six subjects, each time in another place, size, colour and
 * slant. The project's own example data comes from here; {@link #main} writes it.
 */
public final class Drawings {
    /** What can be drawn, in alphabetical order. */
    public static final List<String> SUBJECTS = List.of("boat", "fish", "flower", "house", "sun", "tree");

    private static final int UNITS = 100;

    private final SplittableRandom random;
    private final Graphics2D pen;

    private Drawings(SplittableRandom random, Graphics2D pen) {
        this.random = random;
        this.pen = pen;
    }

    /**
     * Draws one picture.
     *
     * @param subject one of {@link #SUBJECTS}
     * @param seed the same seed gives the same picture
     * @param side width and height in pixels
     * @throws IllegalArgumentException if the subject is not known
     */
    public static BufferedImage draw(String subject, long seed, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            SplittableRandom random = new SplittableRandom(31 * seed + subject.hashCode());
            new Drawings(random, graphics).drawOn(subject, side);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** Writes {@code args[1]} pictures of every subject below the folder {@code args[0]}, as {@code boat/boat_01.png}. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        for (String subject : SUBJECTS) {
            Files.createDirectories(folder.resolve(subject));
            for (int i = 1; i <= count; i++) {
                Path file = folder.resolve(subject).resolve("%s_%02d.png".formatted(subject, i));
                ImageIO.write(draw(subject, i, 160), "png", file.toFile());
            }
        }
    }

    private void drawOn(String subject, int side) {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(paper());
        pen.fillRect(0, 0, side, side);
        double scale = side / (double) UNITS * between(0.6, 0.95);
        pen.translate(side / 2.0 + between(-0.08, 0.08) * side, side / 2.0 + between(-0.08, 0.08) * side);
        pen.rotate(between(-0.2, 0.2));
        pen.scale(scale * between(0.9, 1.1), scale * between(0.9, 1.1));
        pen.setStroke(new BasicStroke((float) between(1.5, 3.5), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        switch (subject) {
            case "boat" -> boat();
            case "fish" -> fish();
            case "flower" -> flower();
            case "house" -> house();
            case "sun" -> sun();
            case "tree" -> tree();
            default ->
                throw new IllegalArgumentException(
                        "'" + subject + "' cannot be drawn; choose one of " + SUBJECTS + ".");
        }
    }

    private void house() {
        ink(new Rectangle2D.Double(-30, -5, 60, 45), hue(0.05, 0.2));
        ink(polygon(-38, -5, 0, between(-48, -34), 38, -5), hue(0.95, 1.05));
        ink(new Rectangle2D.Double(between(-20, 0), 14, 14, 26), hue(0.05, 0.12));
        ink(new Rectangle2D.Double(8, 4, 14, 14), hue(0.5, 0.6));
    }

    private void tree() {
        ink(new Rectangle2D.Double(-6, 5, 12, 40), hue(0.06, 0.1));
        for (int i = 0; i < 4; i++) {
            ink(circle(between(-16, 16), between(-32, -8), between(16, 24)), hue(0.25, 0.4));
        }
    }

    private void sun() {
        Color gold = hue(0.1, 0.16);
        int rays = 8 + random.nextInt(6);
        pen.setColor(gold);
        for (int i = 0; i < rays; i++) {
            double angle = 2 * Math.PI * i / rays;
            double reach = between(36, 46);
            pen.draw(new Line2D.Double(
                    26 * Math.cos(angle), 26 * Math.sin(angle), reach * Math.cos(angle), reach * Math.sin(angle)));
        }
        ink(circle(0, 0, 20), gold);
    }

    private void fish() {
        Color scales = hue(0, 1);
        ink(polygon(22, 0, 44, between(-22, -12), 44, between(12, 22)), scales);
        ink(new Ellipse2D.Double(-40, -18, 66, 36), scales);
        ink(circle(-24, -4, 3.5), Color.WHITE);
        pen.draw(new Arc2D.Double(-14, -12, 16, 24, -80, 160, Arc2D.OPEN));
    }

    private void boat() {
        ink(polygon(-42, 14, 42, 14, 28, 34, -28, 34), hue(0, 1));
        pen.setColor(Color.DARK_GRAY);
        pen.draw(new Line2D.Double(0, 14, 0, -44));
        ink(polygon(4, -42, 4, 6, between(26, 38), 6), hue(0, 1).brighter());
        ink(polygon(-4, -34, -4, 6, between(-30, -20), 6), hue(0, 1).brighter());
    }

    private void flower() {
        pen.setColor(hue(0.28, 0.38));
        pen.draw(new Line2D.Double(0, 0, between(-6, 6), 46));
        ink(new Ellipse2D.Double(2, 22, 18, 9), hue(0.28, 0.38));
        Color petal = hue(0.75, 1.1);
        int petals = 5 + random.nextInt(4);
        for (int i = 0; i < petals; i++) {
            double angle = 2 * Math.PI * i / petals;
            ink(circle(18 * Math.cos(angle), -16 + 18 * Math.sin(angle), 11), petal);
        }
        ink(circle(0, -16, 10), hue(0.12, 0.16));
    }

    private void ink(Shape shape, Color fill) {
        pen.setColor(fill);
        pen.fill(shape);
        pen.setColor(Color.DARK_GRAY);
        pen.draw(shape);
    }

    private Color paper() {
        return Color.getHSBColor((float) between(0, 1), (float) between(0, 0.12), (float) between(0.9, 1));
    }

    private Color hue(double from, double to) {
        return Color.getHSBColor((float) between(from, to), (float) between(0.55, 0.95), (float) between(0.6, 0.95));
    }

    private double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    private static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Shape polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
