import java.awt.image.BufferedImage;
import java.io.File;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/**
 * Makes portrait.jpg and cat.jpg from astronaut.png and chelsea.png, as scikit-image 0.25 brings them:
 * {@code java MakePictures.java FOLDER-WITH-THE-TWO}.
 */
public class MakePictures {
    public static void main(String[] args) throws Exception {
        // Eileen Collins, photographed by NASA, public domain: her head and shoulders
        write(ImageIO.read(new File(args[0], "astronaut.png")).getSubimage(96, 16, 256, 256), "portrait.jpg");
        // Chelsea the cat, photographed by Stefan van der Walt, CC0
        write(ImageIO.read(new File(args[0], "chelsea.png")), "cat.jpg");
    }

    private static void write(BufferedImage image, String name) throws Exception {
        var rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        rgb.getGraphics().drawImage(image, 0, 0, null);
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var quality = writer.getDefaultWriteParam();
        quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        quality.setCompressionQuality(0.9f);
        new File(name).delete();
        try (var out = ImageIO.createImageOutputStream(new File(name))) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(rgb, null, null), quality);
        }
    }
}
