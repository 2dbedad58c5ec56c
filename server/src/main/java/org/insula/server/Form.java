package org.insula.server;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.insula.server.http.BadRequest;

/**
 * The parts of a form whose bytes are all there, read by Jetty. Given the stream instead, Jetty ends the connection where
 * it finds a form wrong, with the rest of it unread, and the answer is lost.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578, multipart/form-data</a>
 */
final class Form {
    private static final int MOST_PARTS = 1_000;

    private Form() {}

    /**
     * One part.
     *
     * @param name of the field, empty where it has none
     * @param fileName null where the part is no file
     */
    record Part(String name, String fileName, byte[] content) {}

    /** @throws BadRequest if the form is not well-formed, or has too many parts */
    static List<Part> parse(byte[] body, String contentType) {
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary(contentType));
        parser.setMaxMemoryFileSize(-1);
        parser.setUseFilesForPartsWithoutFileName(false);
        parser.setMaxParts(MOST_PARTS);
        List<Part> parts = new ArrayList<>();
        try (MultiPartFormData.Parts parsed =
                parser.parse(Content.Source.from(ByteBuffer.wrap(body))).join()) {
            for (MultiPart.Part part : parsed) {
                byte[] content = new byte[Math.toIntExact(part.getLength())];
                Content.Source.asByteBuffer(part.getContentSource()).get(content);
                parts.add(new Part(part.getName() == null ? "" : part.getName(), part.getFileName(), content));
            }
        } catch (CompletionException | java.io.IOException e) {
            throw malformed();
        }
        return parts;
    }

    private static String boundary(String contentType) {
        try {
            return Optional.ofNullable(MultiPart.extractBoundary(contentType)).orElseThrow(Form::malformed);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static BadRequest malformed() {
        return new BadRequest("The form is not well-formed multipart/form-data of at most " + MOST_PARTS
                + " parts; send it as curl -F file=@photo.jpg does.");
    }
}
