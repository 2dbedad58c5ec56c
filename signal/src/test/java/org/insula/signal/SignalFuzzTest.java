package org.insula.signal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever arrives, only {@link SignalException} leaves. The seeds are the files that the other tests decode. */
class SignalFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void anyBytesAreAPictureOrRefused(byte[] file) {
        try {
            Picture picture = Picture.decode(file, new PictureOptions(1 << 20));
            if (picture.pixel(picture.width() - 1, picture.height() - 1) < 0) {
                throw new AssertionError("a pixel is negative");
            }
        } catch (SignalException expected) {
            if (!expected.getMessage().contains(";")) {
                throw new AssertionError("the message says not what to do: " + expected.getMessage(), expected);
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void anyBytesAreExifOrUpright(byte[] block) {
        Exif.orientation(block, 0, block.length);
    }

    @FuzzTest(maxDuration = "1m")
    void anyBytesAreTextOrRefused(byte[] bytes) {
        try {
            String text = Text.decode(bytes, 1 << 16);
            if (!text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length > bytes.length) {
                throw new AssertionError("the text grew");
            }
        } catch (SignalException expected) {
            // refused
        }
    }
}
