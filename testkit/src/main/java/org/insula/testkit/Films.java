package org.insula.testkit;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Short films of gestures, frame by frame, made from seeds: a photographed hand that is moved, turned and sized, and a drawn
 * person who moves arms, trunk and legs. Each person hurries, reaches and stands in a way of their own.
 */
public final class Films {
    /** What a hand does, in alphabetical order; directions are those of the picture. */
    public static final List<String> OF_HANDS = List.of("circle", "push", "swipe-left", "swipe-right", "wave");

    /** What a body does, in alphabetical order. */
    public static final List<String> OF_BODIES = List.of("bow", "raise", "squat", "wave");

    /** Frames a second. */
    public static final int RATE = 15;

    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;
    private static final Color SKIN = new Color(224, 172, 138);

    private final SplittableRandom random;
    private final double hurry;
    private final double reach;
    private final double size;
    private final double x;
    private final double y;
    private final Color ground;
    private final boolean mirrored;

    private Films(int gesture, int person, int take) {
        random = new SplittableRandom(10_007L * gesture + 101L * person + take);
        SplittableRandom own = new SplittableRandom(7_919L * (person + 1));
        hurry = own.nextDouble(0.8, 1.25) * random.nextDouble(0.9, 1.1);
        reach = own.nextDouble(0.8, 1.25) * random.nextDouble(0.85, 1.15);
        size = own.nextDouble(0.75, 1.15) * random.nextDouble(0.95, 1.05);
        x = WIDTH * (0.5 + own.nextDouble(-0.05, 0.05));
        y = HEIGHT * (0.5 + own.nextDouble(-0.04, 0.04));
        int grey = own.nextInt(60, 220);
        ground = new Color(grey, grey, Math.min(255, grey + own.nextInt(30)));
        mirrored = person % 2 == 1;
    }

    /**
     * A hand that makes a gesture.
     *
     * @param photo of a hand, fingers up
     * @param gesture one of {@link #OF_HANDS}
     * @param person the same one moves alike; the odd ones use the other hand
     * @param take the same one gives the same film
     * @return frames of 480 by 360 pixels, {@value #RATE} a second
     */
    public static List<BufferedImage> hand(BufferedImage photo, String gesture, int person, int take) {
        return new Films(number(OF_HANDS, gesture), person, take).hand(photo, gesture);
    }

    /** As {@link #hand}, of a drawn person who makes one of {@link #OF_BODIES}. */
    public static List<BufferedImage> body(String gesture, int person, int take) {
        return new Films(100 + number(OF_BODIES, gesture), person, take).body(gesture);
    }

    private static int number(List<String> names, String gesture) {
        int number = names.indexOf(gesture);
        if (number < 0) {
            throw new IllegalArgumentException("'" + gesture + "' is not known; choose among " + names + ".");
        }
        return number;
    }

    private List<BufferedImage> hand(BufferedImage photo, String gesture) {
        List<BufferedImage> frames = new ArrayList<>();
        double phase = random.nextDouble(2 * Math.PI);
        int count = count(1.6);
        for (int i = 0; i < count; i++) {
            double t = (double) i / (count - 1);
            double sweep = 110 * reach * Math.cos(Math.PI * smooth(t));
            double jitterX = random.nextDouble(-2, 2);
            double jitterY = random.nextDouble(-2, 2);
            AffineTransform move = new AffineTransform();
            switch (gesture) {
                case "circle" -> {
                    move.translate(
                            70 * reach * Math.cos(phase + 4 * Math.PI * t),
                            50 * reach * Math.sin(phase + 4 * Math.PI * t));
                }
                case "push" -> {
                    double near = 1 + 0.35 * reach * Math.sin(4 * Math.PI * t + phase);
                    move.scale(near, near);
                }
                case "swipe-left" -> move.translate(sweep, 0);
                case "swipe-right" -> move.translate(-sweep, 0);
                default -> move.rotate(0.5 * reach * Math.sin(6 * Math.PI * t + phase), 0, 120);
            }
            move.preConcatenate(AffineTransform.getTranslateInstance(x + jitterX, y + jitterY));
            frames.add(paint(photo, move));
        }
        return frames;
    }

    private int count(double seconds) {
        return (int) Math.max(12, Math.round(seconds / hurry * RATE));
    }

    private static double smooth(double t) {
        double within = Math.clamp(1.4 * t - 0.2, 0, 1);
        return within * within * (3 - 2 * within);
    }

    private BufferedImage paint(BufferedImage photo, AffineTransform move) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = pen(frame);
        double scale = size * 240 / photo.getHeight();
        AffineTransform place = new AffineTransform(move);
        place.scale(mirrored ? -scale : scale, scale);
        place.translate(-photo.getWidth() / 2.0, -photo.getHeight() / 2.0);
        pen.drawImage(photo, place, null);
        pen.dispose();
        return frame;
    }

    private Graphics2D pen(BufferedImage frame) {
        Graphics2D pen = frame.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(ground);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        return pen;
    }

    private List<BufferedImage> body(String gesture) {
        List<BufferedImage> frames = new ArrayList<>();
        double phase = random.nextDouble(2 * Math.PI);
        int count = count(2);
        for (int i = 0; i < count; i++) {
            double t = (double) i / (count - 1);
            double up = reach * (0.5 - 0.5 * Math.cos(2 * Math.PI * t));
            double[] pose = {0.15, 0.15, 0.1, 0.1, 0, 0
            }; // arms off the trunk, bends of the elbows, lean, depth of knees
            switch (gesture) {
                case "bow" -> pose[4] = 0.6 * up;
                case "raise" -> {
                    pose[0] = 0.15 + 2.3 * up;
                    pose[1] = pose[0];
                }
                case "squat" -> pose[5] = 0.8 * up;
                default -> {
                    pose[0] = 1.7;
                    pose[2] = 1.1 + 0.7 * reach * Math.sin(6 * Math.PI * t + phase);
                }
            }
            for (int j = 0; j < pose.length; j++) {
                pose[j] += random.nextDouble(-0.02, 0.02);
            }
            frames.add(person(pose));
        }
        return frames;
    }

    /** A drawn person in units of 100 for the trunk; the right arm of the picture is the first. */
    private BufferedImage person(double[] pose) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = pen(frame);
        pen.translate(x, y);
        double scale = 0.92 * size;
        pen.scale(mirrored ? -scale : scale, scale);
        double drop = 55 * pose[5];
        double hipY = 25 + drop;
        double lean = pose[4];
        double neckX = 100 * Math.sin(lean);
        double neckY = hipY - 100 * Math.cos(lean);
        Color shirt = new Color(40, 90, 170);
        Color trousers = new Color(50, 50, 60);
        for (int side = -1; side <= 1; side += 2) {
            double kneeX = side * (18 + 25 * pose[5]);
            line(pen, trousers, 25, side * 14, hipY, kneeX, hipY + 62 - 30 * pose[5], side * 20, 145);
            line(pen, new Color(20, 20, 20), 14, side * 20, 148, side * 30, 150);
        }
        Path2D trunk = new Path2D.Double();
        double acrossX = Math.cos(lean);
        double acrossY = Math.sin(lean);
        trunk.moveTo(neckX - 36 * acrossX, neckY - 36 * acrossY);
        trunk.lineTo(neckX + 36 * acrossX, neckY + 36 * acrossY);
        trunk.lineTo(24, hipY);
        trunk.lineTo(-24, hipY);
        trunk.closePath();
        pen.setColor(shirt);
        pen.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.fill(trunk);
        pen.draw(trunk);
        for (int side = 0; side < 2; side++) {
            int sign = side == 0 ? 1 : -1;
            double shoulderX = neckX + sign * 38 * acrossX;
            double shoulderY = neckY + sign * 38 * acrossY + 4;
            double upper = pose[side];
            double elbowX = shoulderX + sign * 55 * Math.sin(upper);
            double elbowY = shoulderY + 55 * Math.cos(upper);
            double lower = upper + pose[2 + side];
            double handX = elbowX + sign * 50 * Math.sin(lower);
            double handY = elbowY + 50 * Math.cos(lower);
            line(pen, SKIN, 15, elbowX, elbowY, handX, handY);
            line(pen, shirt, 20, shoulderX, shoulderY, elbowX, elbowY);
            pen.setColor(SKIN);
            pen.fill(new Ellipse2D.Double(handX - 10, handY - 10, 20, 20));
        }
        head(pen, neckX + 34 * Math.sin(lean), neckY - 38 * Math.cos(lean));
        pen.dispose();
        return frame;
    }

    private static void head(Graphics2D pen, double x, double y) {
        line(pen, SKIN, 16, x, y, x, y + 30);
        pen.setColor(SKIN);
        pen.fill(new Ellipse2D.Double(x - 20, y - 26, 40, 52));
        pen.setColor(new Color(70, 45, 30));
        pen.fill(new Ellipse2D.Double(x - 21, y - 30, 42, 24));
        for (int side = -1; side <= 1; side += 2) {
            pen.setColor(Color.WHITE);
            pen.fill(new Ellipse2D.Double(x + side * 8 - 4, y - 4, 8, 5));
            pen.setColor(Color.DARK_GRAY);
            pen.fill(new Ellipse2D.Double(x + side * 8 - 2, y - 4, 4, 5));
        }
        pen.setColor(new Color(200, 140, 110));
        pen.fill(new Ellipse2D.Double(x - 3, y + 2, 6, 9));
        line(pen, new Color(160, 70, 70), 3, x - 7, y + 16, x + 7, y + 16);
    }

    private static void line(Graphics2D pen, Color colour, float width, double... points) {
        pen.setColor(colour);
        pen.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        pen.draw(path);
    }
}
