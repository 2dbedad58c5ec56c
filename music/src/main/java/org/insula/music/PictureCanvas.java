package org.insula.music;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws into a picture of points. Close it to release the pen. */
final class PictureCanvas implements Canvas, AutoCloseable {
    private final BufferedImage image;
    private final Graphics2D pen;

    /** @param scale points a pixel */
    PictureCanvas(int width, int height, int scale) {
        image = new BufferedImage(scale * width, scale * height, BufferedImage.TYPE_INT_RGB);
        pen = image.createGraphics();
        pen.scale(scale, scale);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, double radius, int colour) {
        pen.setColor(new Color(colour));
        if (radius > 0) {
            pen.fill(new RoundRectangle2D.Double(x, y, width, height, 2 * radius, 2 * radius));
        } else {
            pen.fill(new Rectangle2D.Double(x, y, width, height));
        }
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, double width, int colour) {
        pen.setColor(new Color(colour));
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        pen.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void polygon(double[] points, int colour) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        pen.setColor(new Color(colour));
        pen.fill(path);
    }

    @Override
    public void text(String text, double x, double y, double size, boolean bold, Anchor anchor, int colour) {
        try {
            Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
            String shown = font.canDisplay('♯') ? text : text.replace('♯', '#').replace('♭', 'b');
            pen.setFont(font);
            pen.setColor(new Color(colour));
            double width =
                    font.getStringBounds(shown, pen.getFontRenderContext()).getWidth();
            double left = switch (anchor) {
                case START -> x;
                case MIDDLE -> x - width / 2;
                case END -> x - width;
            };
            pen.drawString(shown, (float) left, (float) y);
        } catch (NullPointerException | Error e) {
            if (e instanceof VirtualMachineError machine && !(e instanceof InternalError)) {
                throw machine;
            }
            // each of these is how Java says that there is no typeface, or no library to read one with
            throw new MusicException(
                    "Java finds no typeface on this machine, which a .png needs for its words; install one (such as "
                            + "fonts-dejavu-core, with fontconfig) or ask for an .svg.",
                    e);
        }
    }

    byte[] png() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new MusicException("The picture could not be compressed (" + e.getMessage() + ").", e);
        }
    }

    @Override
    public void close() {
        pen.dispose();
    }
}
