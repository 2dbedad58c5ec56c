package org.insula.server.oip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.insula.server.Mutations;
import org.insula.server.http.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are scanned, beside those that are parsed one by one. */
class NumberScannerTest {
    private static final int MANY = Integer.getInteger("insula.cases", 200_000);

    private static NumberScanner scanner(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new NumberScanner(bytes, new NumberArrays.Range(0, bytes.length));
    }

    private static float scanned(String number) {
        float[] value = new float[1];
        assertTrue(scanner(number).floats(value), number);
        return value[0];
    }

    private static void assertNearest(String number) {
        assertEquals(Float.parseFloat(number), scanned(number), number);
    }

    @Test
    void everyFloatIsTheNearestToWhatIsWritten() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < MANY; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                assertNearest(Float.toString(value));
            }
            assertNearest(Double.toString(random.nextDouble(-10, 10)));
            assertNearest(random.nextLong() + "e" + random.nextInt(-60, 40));
            assertNearest(String.format(Locale.ROOT, "%.6f", random.nextDouble(-1, 1)));
        }
    }

    /** Half-way between two floats, and a little beside it, is where rounding twice goes wrong. */
    @Test
    void whatIsAlmostHalfWayIsRoundedOnce() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < MANY; i++) {
            float value = Math.abs(Float.intBitsToFloat(random.nextInt()));
            if (value > 1e-4 && value < 1e6) {
                double half = ((double) value + Math.nextUp(value)) / 2;
                String exact = new java.math.BigDecimal(half).toPlainString();
                assertNearest(exact);
                assertNearest(exact.contains(".") ? exact + "1" : exact + ".0000001");
                assertNearest(Double.toString(Math.nextDown(half)));
                String short18 = new java.math.BigDecimal(half)
                        .round(new java.math.MathContext(random.nextInt(15, 19)))
                        .toString();
                assertNearest(short18);
            }
        }
        assertNearest("3.4028235677973366e38");
        assertNearest("1.1754943e-38");
        assertNearest("1e-46");
        assertNearest("-0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "1,", ",1", "01", "-", "+1", ".5", "1.", "1e", "1e+", "1 2", "--1", "0x1", "1.5.2", "1,,2",
                "-01", "1e5e5"
            })
    void whatIsNoNumberOfJsonIsLeftToOthers(String text) {
        assertFalse(scanner(text).floats(new float[1]), text);
        assertFalse(scanner(text).floats(new float[2]), text);
        assertFalse(scanner(text).longs(new long[1]), text);
    }

    @Test
    void wholeNumbersAreExactOrLeftToOthers() {
        long[] values = new long[4];
        assertTrue(scanner(" 0 ,-7,\n999999999999999999, 12").longs(values));
        assertArrayEquals(new long[] {0, -7, 999_999_999_999_999_999L, 12}, values);
        assertFalse(scanner("1000000000000000000").longs(new long[1]));
        assertFalse(scanner("1.0").longs(new long[1]));
        assertFalse(scanner("1e2").longs(new long[1]));
    }

    private static String request(String numbers) {
        return "{\"id\":\"a \\\"data\\\":[1,2,3]\",\"parameters\":{\"data\":[1,2,3]},\"inputs\":[{\"name\":\"data\","
                + "\"shape\":[2,20],\"datatype\":\"FP32\",\"data\" : [" + numbers + "]},{\"data\":[" + numbers
                + "],\"name\":\"later\",\"shape\":[40],\"datatype\":\"INT64\"}]}";
    }

    private static String outcome(byte[] body, boolean plainly) throws IOException {
        try {
            InferRequest request =
                    plainly ? JsonRequestReader.plainly(body, body.length) : JsonRequestReader.read(body, body.length);
            return request.id()
                    + request.inputs().stream()
                            .map(input -> input.name()
                                    + input.type()
                                    + java.util.Arrays.toString(input.shape())
                                    + shown(input))
                            .collect(Collectors.joining());
        } catch (BadRequest refused) {
            return refused.getMessage(); // where several things are wrong, any of them
        }
    }

    private static String shown(InferRequest.Input input) {
        return switch (input.data()) {
            case TensorData.Numbers(var tensor) when tensor.isFloat() -> java.util.Arrays.toString(tensor.floats());
            case TensorData.Numbers(var tensor) -> java.util.Arrays.toString(tensor.longs());
            case TensorData.Strings strings -> strings.values().size() + "";
            case TensorData.Unsaid unsaid -> unsaid.values().size() + "";
        };
    }

    @Test
    void requestsAreReadAsTokenByTokenWhateverIsWrongWithThem() throws IOException {
        SplittableRandom random = new SplittableRandom(13);
        String whole = IntStream.range(0, 40).mapToObj(i -> "" + (i * 37 - 50)).collect(Collectors.joining(", "));
        byte[] good = request(whole).getBytes(StandardCharsets.UTF_8);
        assertTrue(outcome(good, false).contains("later"), outcome(good, false));
        assertEquals(outcome(good, true), outcome(good, false));
        for (int i = 0; i < 20_000; i++) {
            byte[] body = Mutations.of(good, random);
            String plain = outcome(body, true);
            String scanned = outcome(body, false);
            boolean bothRefused = !plain.startsWith("Optional") && !scanned.startsWith("Optional");
            assertTrue(bothRefused || plain.equals(scanned), new String(body, StandardCharsets.ISO_8859_1));
        }
    }
}
