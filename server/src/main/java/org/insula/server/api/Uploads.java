package org.insula.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.insula.server.http.BadRequest;
import org.insula.store.Added;
import org.insula.store.NewExample;

/**
 * Examples that are sent, stored one by one while they come: a form of any number of files, or one file as the whole body.
 * In a form, the fields {@code label} and {@code group} hold for the files after them; a file's name may begin with its
 * label, as in {@code wink/anna_01.jpg}. When the connection breaks, what was stored is stored, and sending the rest again
 * stores nothing twice.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578, multipart/form-data</a>
 */
final class Uploads {
    private static final Set<String> FIELDS = Set.of("label", "group");
    private static final Set<String> OF_ONE = Set.of("label", "name", "group");
    private static final int MOST_FIELD_BYTES = 4_000;
    private static final int MOST_HEADER_BYTES = 16_000;
    private static final int MOST_LISTED = 1_000;

    private final Shelf shelf;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode examples = JsonNodeFactory.instance.arrayNode();
    private long added;
    private long known;

    /** Where examples are kept; whoever calls has seen to it that they may be. */
    interface Shelf {
        Added add(NewExample wanted, InputStream content);
    }

    Uploads(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Stores what comes; {@code {"added":…,"known":…,"examples":[…]}}, of which at most a thousand are listed. */
    ObjectNode take(Context context) throws IOException {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            if (!Collections.disjoint(context.queryParamMap().keySet(), OF_ONE)) {
                throw new BadRequest(
                        "A form came with label, name or group behind the path, which are for a single file;"
                                + " send label and group as fields before the files.");
            }
            form(context.req().getInputStream(), boundary(type));
        } else {
            String label = Optional.ofNullable(context.queryParam("label"))
                    .orElseThrow(
                            () -> new BadRequest(
                                    "There is no label; send ?label=…&name=… with a single file, or a form with a field 'label'."));
            String name = Optional.ofNullable(context.queryParam("name")).orElse("example");
            add(
                    label,
                    name,
                    Optional.ofNullable(context.queryParam("group")),
                    context.req().getInputStream());
        }
        return stored();
    }

    private ObjectNode stored() {
        json.put("added", added).put("known", known);
        json.set("examples", examples);
        return json;
    }

    static byte[] boundary(String type) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        String boundary = parser.parse(type, new char[] {';', ','}).get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 200) {
            throw malformed("it names no boundary");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Every file of a form. */
    void form(InputStream body, byte[] boundary) throws IOException {
        try {
            MultipartInput form = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary)
                    .setMaxPartHeaderSize(MOST_HEADER_BYTES)
                    .get();
            form.setHeaderCharset(StandardCharsets.UTF_8);
            Map<String, String> fields = new LinkedHashMap<>();
            for (boolean more = form.skipPreamble(); more; more = form.readBoundary()) {
                part(form, fields);
            }
        } catch (MultipartInput.MalformedStreamException | FileUploadSizeException | IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        } catch (FileUploadException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (added + known == 0) {
            throw new BadRequest("The form holds no file; send some, such as curl -F label=wink -F file=@photo.jpg.");
        }
    }

    private void part(MultipartInput form, Map<String, String> fields) throws IOException {
        Map<String, String> about = disposition(form.readHeaders());
        String name = Optional.ofNullable(about.get("name")).orElse("");
        try (InputStream content = form.newInputStream()) {
            if (about.containsKey("filename")) {
                file(about.get("filename"), fields, content);
                return;
            }
            byte[] value = content.readNBytes(MOST_FIELD_BYTES + 1);
            if (value.length > MOST_FIELD_BYTES) {
                throw new BadRequest(
                        "The field '" + name + "' is longer than " + MOST_FIELD_BYTES + " bytes; send files as files.");
            }
            if (FIELDS.contains(name)) {
                fields.put(name, new String(value, StandardCharsets.UTF_8));
            }
        }
    }

    private void file(String path, Map<String, String> fields, InputStream content) throws IOException {
        String clean = clean(path == null ? "" : path);
        int slash = clean.lastIndexOf('/');
        String name = clean.substring(slash + 1);
        String folder = slash <= 0 ? "" : clean.substring(clean.lastIndexOf('/', slash - 1) + 1, slash);
        String label = Optional.ofNullable(fields.get("label")).orElse(folder);
        if (label.isEmpty()) {
            throw new BadRequest("The file '" + name
                    + "' has no label; send a field 'label' before it, or name it as in wink/" + name + ".");
        }
        add(label, name.isEmpty() ? "example" : name, Optional.ofNullable(fields.get("group")), content);
    }

    /** With single slashes, whatever the sender's system has between folders, and without what protected quotes. */
    private static String clean(String path) {
        return path.replace("\\\"", "\"").replace('\\', '/').replaceAll("/+", "/");
    }

    private static Map<String, String> disposition(String headers) {
        for (String line : headers.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase("content-disposition")) {
                ParameterParser parser = new ParameterParser();
                parser.setLowerCaseNames(true);
                return parser.parse(line.substring(colon + 1), ';');
            }
        }
        throw malformed("a part has no Content-Disposition");
    }

    private void add(String label, String name, Optional<String> group, InputStream content) {
        Added stored = shelf.add(new NewExample(label, name, group.filter(text -> !text.isBlank())), content);
        if (stored.isNew()) {
            added++;
        } else {
            known++;
        }
        if (examples.size() < MOST_LISTED) {
            examples.add(Render.example(stored.example()));
        }
    }

    private static BadRequest malformed(String why) {
        return new BadRequest("The form is not well-formed multipart/form-data (" + why
                + "); send it as curl -F label=wink -F file=@photo.jpg does.");
    }
}
