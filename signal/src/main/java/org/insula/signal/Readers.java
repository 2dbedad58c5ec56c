package org.insula.signal;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;

/**
 * The ImageIO reader of each format. When ImageIO is first used it looks through the class path for further readers, which
 * takes longer than decoding a picture; all that is wanted beyond the JDK's own readers is known here, so the first use
 * happens where there is no class path to look through.
 */
final class Readers {
    static {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            IIORegistry.getDefaultInstance();
        } finally {
            thread.setContextClassLoader(before);
        }
        ImageIO.setUseCache(false);
    }

    private Readers() {}

    static ImageReader of(PictureFormat format) throws IOException {
        if (format == PictureFormat.WEBP) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.imageIoName());
        if (!readers.hasNext()) {
            throw new IOException("this Java has no reader for the format");
        }
        return readers.next();
    }
}
