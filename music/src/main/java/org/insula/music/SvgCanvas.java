package org.insula.music;

import java.util.Locale;

/** Draws into an SVG document that says in words what it shows. */
final class SvgCanvas implements Canvas {
    private static final String FONTS = "'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";

    private final Xml xml = new Xml();

    SvgCanvas(int width, int height, String title, String description) {
        xml.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + width + " " + height,
                "width",
                width,
                "height",
                height,
                "font-family",
                FONTS,
                "role",
                "img",
                "aria-labelledby",
                "title desc");
        xml.leaf("title", title, "id", "title").leaf("desc", description, "id", "desc");
    }

    @Override
    public void rectangle(double x, double y, double width, double height, double radius, int colour) {
        String round = radius > 0 ? number(radius) : null;
        xml.empty(
                "rect",
                "x",
                number(x),
                "y",
                number(y),
                "width",
                number(width),
                "height",
                number(height),
                "rx",
                round,
                "fill",
                hex(colour));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, double width, int colour) {
        xml.empty(
                "line",
                "x1",
                number(x1),
                "y1",
                number(y1),
                "x2",
                number(x2),
                "y2",
                number(y2),
                "stroke",
                hex(colour),
                "stroke-width",
                number(width));
    }

    @Override
    public void polygon(double[] points, int colour) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            path.append(i == 0 ? "" : " ").append(number(points[i])).append(',').append(number(points[i + 1]));
        }
        xml.empty("polygon", "points", path, "fill", hex(colour));
    }

    @Override
    public void text(String text, double x, double y, double size, boolean bold, Anchor anchor, int colour) {
        xml.leaf(
                "text",
                text,
                "x",
                number(x),
                "y",
                number(y),
                "font-size",
                number(size),
                "font-weight",
                bold ? "bold" : null,
                "text-anchor",
                anchor == Anchor.START ? null : anchor.name().toLowerCase(Locale.ROOT),
                "fill",
                hex(colour));
    }

    byte[] bytes() {
        xml.close();
        return xml.bytes();
    }

    private static String hex(int colour) {
        return String.format("#%06x", colour);
    }

    /** To a tenth of a pixel, without a fraction of nothing. */
    private static String number(double value) {
        long tenths = Math.round(10 * value);
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
    }
}
