package org.insula.server;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What was whole, with a few places changed, left out, doubled or cut off. */
public final class Mutations {
    private Mutations() {}

    public static byte[] of(byte[] whole, RandomGenerator random) {
        byte[] bytes = whole;
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] whole, RandomGenerator random) {
        int from = random.nextInt(whole.length + 1);
        int to = Math.min(whole.length, from + 1 + random.nextInt(8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (random.nextInt(5)) {
            case 0 -> out.writeBytes(Arrays.copyOf(whole, from));
            case 1 -> {
                out.writeBytes(Arrays.copyOf(whole, from));
                out.writeBytes(Arrays.copyOfRange(whole, to, whole.length));
            }
            case 2 -> {
                out.writeBytes(Arrays.copyOf(whole, to));
                out.writeBytes(Arrays.copyOfRange(whole, from, whole.length));
            }
            case 3 -> {
                byte[] changed = whole.clone();
                for (int i = from; i < to; i++) {
                    changed[i] = (byte) random.nextInt(256);
                }
                out.writeBytes(changed);
            }
            default -> {
                out.writeBytes(Arrays.copyOf(whole, from));
                out.write(" \r\n\0;,:=\"9".charAt(random.nextInt(10)));
                out.writeBytes(Arrays.copyOfRange(whole, from, whole.length));
            }
        }
        return out.toByteArray();
    }
}
