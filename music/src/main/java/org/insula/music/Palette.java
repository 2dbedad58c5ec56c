package org.insula.music;

/**
 * The colours of a plot. Words are dark on light, at least 4.5 to 1. Hues differ in lightness too or come with words, so
 * that nothing is told by hue alone.
 */
final class Palette {
    static final int PAPER = 0xFFFFFF;
    static final int INK = 0x1B2733;
    static final int PALE_INK = 0x55626F;
    static final int BAR_LINE = 0xB4BEC8;
    static final int BEAT_LINE = 0xE9EDF1;
    static final int BLACK_KEY = 0xF5F7F9;
    static final int OCTAVE_LINE = 0xDDE3E9;
    static final int WAVE_PEAK = 0xC9D6E2;
    static final int WAVE_BODY = 0x8AA3BA;
    static final int MAJOR = 0xFBEBD3;
    static final int MINOR = 0xDCE9F6;
    static final int NO_CHORD = 0xF1F3F5;

    private static final int[] SECTIONS = {0xC3DDF2, 0xFAD9AE, 0xC2E6D4, 0xEFCBE0, 0xF3EBA6, 0xD6D1EC};
    /** From quiet to loud, each darker than the one before. */
    private static final int[] NOTES = {0xA9D3E8, 0x74B3DA, 0x4490C4, 0x23699F, 0x0F4473, 0x08264A};

    private Palette() {}

    static int section(int index) {
        return SECTIONS[Math.floorMod(index, SECTIONS.length)];
    }

    /** @param velocity 1 to 127 */
    static int note(double velocity) {
        double at = Math.clamp(velocity / 127, 0, 1) * (NOTES.length - 1);
        int lower = Math.min((int) at, NOTES.length - 2);
        return mix(NOTES[lower], NOTES[lower + 1], at - lower);
    }

    private static int mix(int from, int to, double part) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double channel = (from >> shift & 255) * (1 - part) + (to >> shift & 255) * part;
            mixed |= (int) Math.round(channel) << shift;
        }
        return mixed;
    }
}
