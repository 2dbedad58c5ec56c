package org.insula.teach;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The container of a model file: a zip that any tool opens, whose comment ends in the SHA-256 of every byte before it.
 * Entries carry a fixed date, so equal contents are equal bytes; a file cut short or altered anywhere is noticed.
 */
final class ModelArchive {
    private static final String SEAL = "insula-sha256:";
    private static final int HEX_LENGTH = 64;
    private static final int MAX_ENTRIES = 64;
    private static final int MAX_ENTRY_BYTES = 64_000_000;
    private static final long MAX_UNPACKED_BYTES = 2_000_000_000L;
    private static final LocalDateTime FIXED_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ModelArchive() {}

    /** @param entries names and contents, written in their order */
    static byte[] write(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.setComment(SEAL + "0".repeat(HEX_LENGTH));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTimeLocal(FIXED_DATE);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError("Memory does not fail to be written.", e);
        }
        byte[] archive = bytes.toByteArray();
        byte[] seal = seal(archive).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(seal, 0, archive, archive.length - HEX_LENGTH, HEX_LENGTH);
        return archive;
    }

    /**
     * The entries by name.
     *
     * @param name how errors call the file
     * @throws TeachException if this is no model file, or not every byte of it is as it was written
     */
    static Map<String, byte[]> read(byte[] archive, String name) {
        checkSeal(archive, name);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            long left = MAX_UNPACKED_BYTES;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
                left -= content.length;
                if (left < 0 || entries.size() == MAX_ENTRIES) {
                    throw new TeachException("'" + name + "' unpacks to more than " + MAX_UNPACKED_BYTES + " bytes or "
                            + MAX_ENTRIES + " entries, which no model does; get it from its maker again.");
                }
                entries.put(entry.getName(), content);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TeachException(
                    "'" + name + "' is not a readable zip (" + e.getMessage() + "); get it from its maker again.", e);
        }
        return entries;
    }

    /**
     * One entry.
     *
     * @param name how errors call the file
     * @throws TeachException if this is no model file, not every byte of it is as it was written, or it has no such entry
     */
    static byte[] read(byte[] archive, String wanted, String name) {
        checkSeal(archive, name);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(wanted)) {
                    byte[] content = zip.readNBytes(MAX_ENTRY_BYTES + 1);
                    if (content.length <= MAX_ENTRY_BYTES) {
                        return content;
                    }
                    throw new TeachException("'" + name + "' holds a '" + wanted + "' of more than " + MAX_ENTRY_BYTES
                            + " bytes, which no model does; get it from its maker again.");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TeachException(
                    "'" + name + "' is not a readable zip (" + e.getMessage() + "); get it from its maker again.", e);
        }
        throw new TeachException("'" + name + "' holds no '" + wanted + "'; give a file that 'insula teach' wrote.");
    }

    private static void checkSeal(byte[] archive, String name) {
        int start = archive.length - HEX_LENGTH - SEAL.length();
        boolean zip = archive.length > 4 && archive[0] == 'P' && archive[1] == 'K';
        if (!zip) {
            throw new TeachException("'" + name
                    + "' is not an Insula model (it does not begin as a zip does); give a file that 'insula teach'"
                    + " wrote.");
        }
        String comment =
                start < 0 ? "" : new String(archive, start, archive.length - start, StandardCharsets.ISO_8859_1);
        if (!comment.startsWith(SEAL)) {
            throw new TeachException(
                    "'" + name
                            + "' is cut short or was packed by another program (its seal is missing); copy the original again.");
        }
        if (!comment.equals(SEAL + seal(archive))) {
            throw new TeachException("'" + name
                    + "' was changed after it was written (its SHA-256 does not match); copy the original again.");
        }
    }

    /** The hash of everything but the hash itself. */
    private static String seal(byte[] archive) {
        byte[] sealed = Arrays.copyOf(archive, archive.length - HEX_LENGTH);
        return HexFormat.of().formatHex(Hashes.sha256().digest(sealed));
    }
}
