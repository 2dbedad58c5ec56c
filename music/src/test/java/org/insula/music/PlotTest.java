package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.insula.signal.audio.Waveform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {
    private static final Waveform SILENCE = Waveform.of(new float[9 * 8000], 8000);

    private static Element svg(Reading reading, Waveform sound) throws Exception {
        byte[] svg = Plot.svg(reading, sound, "Mine & <yours>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement();
    }

    private static List<Element> all(Element svg, String name) {
        NodeList nodes = svg.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void anSvgSaysInWordsWhatItShows() throws Exception {
        Element svg = svg(Readings.simple(), SILENCE);
        assertEquals("Mine & <yours>", all(svg, "title").get(0).getTextContent());
        assertEquals(
                "Sections, chords, waveform and piano roll over time: D minor (7A); 120 bpm; 4 beats to the bar; 0:09;"
                        + " −14.3 LUFS; 16 notes; 3 chords; sections A from 0:00, B from 0:05.",
                all(svg, "desc").get(0).getTextContent());
        assertEquals("img", svg.getAttribute("role"));
    }

    @Test
    void notesLieOnTheirBeatsAndHigherOnesHigher() throws Exception {
        Element svg = svg(Readings.simple(), SILENCE);
        String colour = String.format("#%06x", Palette.note(64));
        List<Element> notes = all(svg, "rect").stream()
                .filter(rect -> rect.getAttribute("fill").equals(colour))
                .toList();
        assertEquals(16, notes.size());
        double first = number(notes.get(0), "x");
        double beat = number(notes.get(1), "x") - first;
        for (int i = 1; i < 16; i++) {
            assertEquals(first + i * beat, number(notes.get(i), "x"), 1);
        }
        for (int i = 1; i < 8; i++) {
            assertTrue(number(notes.get(i), "y") < number(notes.get(i - 1), "y"), "the scale goes up");
        }
    }

    @Test
    void nothingIsDrawnBeyondTheEdges() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            Element svg = svg(Readings.random(seed), SILENCE);
            double width = number(svg, "width");
            double height = number(svg, "height");
            for (Element rect : all(svg, "rect")) {
                assertTrue(number(rect, "x") >= 0, "seed " + seed);
                assertTrue(number(rect, "x") + number(rect, "width") <= width, "seed " + seed);
                assertTrue(number(rect, "y") >= 0, "seed " + seed);
                assertTrue(number(rect, "y") + number(rect, "height") <= height, "seed " + seed);
            }
            for (Element text : all(svg, "text")) {
                assertTrue(number(text, "x") >= 0 && number(text, "x") <= width, "seed " + seed);
                assertTrue(number(text, "y") >= 0 && number(text, "y") <= height, "seed " + seed);
            }
        }
    }

    @Test
    void anHourIsStillOnePicture() throws Exception {
        List<Note> notes = new ArrayList<>();
        List<Double> beats = new ArrayList<>();
        for (int i = 0; i < 7200; i++) {
            beats.add(0.5 * i);
            notes.add(new Note(0.5 * i, 0.5 * i + 0.4, 40 + i % 50, 0.5, List.of()));
        }
        Reading hour = new Reading(
                3600,
                new Tempo(120, 1),
                beats,
                List.of(0.0),
                4,
                null,
                List.of(),
                notes,
                List.of(),
                OptionalDouble.empty());
        Element svg = svg(hour, Waveform.of(new float[360_000], 100));
        assertTrue(number(svg, "height") < 3200);
        assertEquals(
                6,
                all(svg, "text").stream()
                        .filter(text -> text.getTextContent().equals("C4"))
                        .count());
    }

    @Test
    void aPngIsTheSamePictureTwiceAsFine() throws Exception {
        Element svg = svg(Readings.simple(), SILENCE);
        BufferedImage png =
                ImageIO.read(new ByteArrayInputStream(Plot.png(Readings.simple(), SILENCE, "Mine & <yours>")));
        assertEquals(2 * number(svg, "width"), png.getWidth());
        assertEquals(2 * number(svg, "height"), png.getHeight());
        for (Element rect : all(svg, "rect")) {
            if (number(rect, "width") > 6
                    && number(rect, "height") > 4
                    && rect.getAttribute("fill").equals(hex(Palette.note(64)))) {
                int x = (int) (2 * (number(rect, "x") + number(rect, "width") / 2));
                int y = (int) (2 * (number(rect, "y") + number(rect, "height") / 2));
                assertEquals(hex(Palette.note(64)), hex(png.getRGB(x, y) & 0xFFFFFF), "a note at " + x + ", " + y);
            }
        }
    }

    private static String hex(int colour) {
        return String.format("#%06x", colour);
    }

    @Test
    void anEmptyReadingIsAPictureToo() throws Exception {
        Element svg = svg(Readings.empty(), Waveform.of(new float[0], 8000));
        assertTrue(all(svg, "desc").get(0).getTextContent().contains("0 notes"));
    }

    @Test
    void wordsStandOutFromWhatIsBehindThem() {
        assertTrue(contrast(Palette.PALE_INK, Palette.PAPER) >= 4.5);
        for (int colour : new int[] {Palette.MAJOR, Palette.MINOR, Palette.NO_CHORD}) {
            assertTrue(contrast(Palette.INK, colour) >= 4.5);
        }
        for (int i = 0; i < 6; i++) {
            assertTrue(contrast(Palette.INK, Palette.section(i)) >= 4.5);
        }
        double before = 2;
        for (int velocity = 1; velocity <= 127; velocity++) {
            double lightness = luminance(Palette.note(velocity));
            assertTrue(lightness < before, "louder is darker");
            before = lightness;
        }
    }

    /** As the Web Content Accessibility Guidelines define it. */
    private static double contrast(int one, int other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(int colour) {
        IntUnaryOperator channel = shift -> colour >> shift & 255;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = channel.applyAsInt(16 - 8 * i) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    @Test
    void theFileIsWhatItsNameSays(@TempDir Path folder) throws Exception {
        Path svg = folder.resolve("a.SVG");
        Plot.write(Readings.simple(), SILENCE, "A", svg);
        assertArrayEquals(Plot.svg(Readings.simple(), SILENCE, "A"), Files.readAllBytes(svg));
        MusicException refused = assertThrows(
                MusicException.class, () -> Plot.write(Readings.simple(), SILENCE, "A", folder.resolve("a.pdf")));
        assertEquals(
                "The picture '" + folder.resolve("a.pdf")
                        + "' is neither a .png nor an .svg; name the file so that it ends in one.",
                refused.getMessage());
    }
}
