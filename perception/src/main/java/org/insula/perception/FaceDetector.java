package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.insula.embedding.Where;
import org.insula.networks.Networks;
import org.insula.onnx.Tensor;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;

/**
 * Finds faces with BlazeFace (the 256-pixel model for back cameras).
 *
 * <p>The first pass sees the whole picture with a margin. If it finds a face with a score of at least 0.75 that is a
 * sixth of the longer side or more, that is a portrait and the search ends. If it finds nothing, a second look has a
 * wider margin, for pictures that hold nothing but a face; one below 200 pixels in which still nothing was found gets
 * eight more looks, straight and mirrored, of which more than half must agree. Then overlapping tiles of a half and of a quarter of the
 * longer side look for smaller faces, as long as a tile has 200 pixels or more. What the passes found is joined by
 * weighted non-maximum suppression. A face with a score below 0.8 counts only if it is found again, with a mean score of
 * 0.6, with three and with four times its width in view; the faces of animals and patterns are not. All in all there are
 * at most 36 passes and 160 second looks, and in most pictures one pass.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first picture.
 *
 * @see <a href="https://arxiv.org/abs/1907.05047">Bazarevsky et al. 2019, BlazeFace</a>
 */
public final class FaceDetector implements AutoCloseable {
    static final String NETWORK = "blazeface-back";

    private static final int SIZE = 256;
    private static final int VALUES = 16;
    private static final double MIN_SCORE = 0.5;
    private static final double SURE_SCORE = 0.8;
    /** The side of each further look, against the width of the face. */
    private static final double[] SECOND_LOOKS = {3, 4};

    private static final double SECOND_SCORE = 0.6;
    private static final int MOST_SECOND_LOOKS = 20;
    private static final double PORTRAIT_SCORE = 0.75;
    private static final double PORTRAIT_SHARE = 1 / 6.0;
    private static final double MARGIN = 1.25;
    private static final double WIDE_MARGIN = 2;
    private static final double[] TIGHT_MARGINS = {1.5, 2, 2.5, 3};
    /** A face in a tight picture takes at least this much of its width. */
    private static final double TIGHT_SHARE = 1 / 3.0;

    private static final int LEVELS = 2;
    private static final int SMALLEST_TILE = 200;
    /** Tiles overlap by a quarter, so a face of a quarter tile is whole in one of them; larger ones were seen before. */
    private static final double STRIDE = 0.75;
    /** What is cut by the edge of a tile is left to the next tile. */
    private static final double TILE_EDGE = 0.02;

    private final LazyNetwork network;

    /** A detector whose network is not loaded yet. */
    public FaceDetector() {
        this(() -> Networks.bytes(NETWORK));
    }

    FaceDetector(Supplier<byte[]> onnx) {
        this.network = new LazyNetwork(onnx);
    }

    /**
     * The faces in a picture.
     *
     * @return the largest first; empty if there are none. A box may reach past the picture's edge
     */
    public List<Face> detect(Picture picture) {
        int longer = Math.max(picture.width(), picture.height());
        // four tiles of 256 pixels along the longer side are the finest that is looked at
        int factor = Math.max(1, Math.min(longer / (SIZE << LEVELS), Math.min(picture.width(), picture.height())));
        Picture view = picture.shrunk(factor);
        Crop whole = Crop.covering(view);
        List<Face> found = confirmed(search(view, whole.scaled(MARGIN), 0), view);
        if (found.isEmpty()) {
            found = confirmed(search(view, whole.scaled(WIDE_MARGIN), 0), view);
        }
        if (found.isEmpty() && longer < SMALLEST_TILE) {
            tight(view).ifPresent(found::add);
        }
        for (int level = 1; level <= LEVELS && longer >> level >= SMALLEST_TILE; level++) {
            if (isPortrait(found, whole.side())) {
                break;
            }
            found.addAll(confirmed(tiles(view, whole.side() / (1 << level)), view));
        }
        return FaceCandidates.merge(found).stream()
                .map(face -> factor == 1 ? face : enlarged(face, factor))
                .toList();
    }

    /**
     * The face of a small picture that holds hardly more than it: no single look need be sure, but more than half of the
     * looks from several distances, straight and in a mirror, must find it in the same place.
     */
    private Optional<Face> tight(Picture view) {
        Picture mirrored = view.mirrored();
        List<List<Face>> looks = new ArrayList<>();
        for (double margin : TIGHT_MARGINS) {
            Crop crop = Crop.covering(view).scaled(margin);
            looks.add(search(view, crop, 0));
            looks.add(search(mirrored, crop, 0).stream()
                    .map(face -> face.mirrored(view.width()))
                    .toList());
        }
        List<Face> faces = looks.stream().flatMap(List::stream).toList();
        return FaceCandidates.merge(faces).stream()
                .filter(face -> face.box().width() >= TIGHT_SHARE * view.width())
                .filter(face -> 2 * sightings(face, looks) > looks.size())
                .findFirst();
    }

    private static long sightings(Face face, List<List<Face>> looks) {
        return looks.stream()
                .filter(look -> look.stream().anyMatch(each -> FaceCandidates.overlap(face.box(), each.box())))
                .count();
    }

    /** Those of the candidates that are sure, or seen again from further away. */
    private List<Face> confirmed(List<Face> candidates, Picture view) {
        List<Face> sure = new ArrayList<>();
        int looks = 0;
        for (Face face : FaceCandidates.merge(candidates)) {
            if (face.score() >= SURE_SCORE) {
                sure.add(face);
            } else if (looks++ < MOST_SECOND_LOOKS && isSeenFromAfar(face, view)) {
                sure.add(face);
            }
        }
        return sure;
    }

    private boolean isSeenFromAfar(Face face, Picture view) {
        Where.Box box = face.box();
        Crop close = new Crop(box.x() + box.width() / 2, box.y() + box.height() / 2, box.width(), 0);
        double sum = 0;
        for (double distance : SECOND_LOOKS) {
            sum += search(view, close.scaled(distance), 0).stream()
                    .filter(again -> FaceCandidates.overlap(box, again.box()))
                    .mapToDouble(Face::score)
                    .max()
                    .orElse(0);
        }
        return sum >= SECOND_SCORE * SECOND_LOOKS.length;
    }

    private static boolean isPortrait(List<Face> found, double side) {
        return found.stream()
                .anyMatch(face -> face.score() >= PORTRAIT_SCORE
                        && Math.max(face.box().width(), face.box().height()) >= PORTRAIT_SHARE * side);
    }

    private List<Face> tiles(Picture view, double side) {
        List<Face> found = new ArrayList<>();
        double[] columns = middles(view.width(), side);
        double[] rows = middles(view.height(), side);
        for (double y : rows) {
            for (double x : columns) {
                found.addAll(search(view, new Crop(x, y, side, 0), TILE_EDGE));
            }
        }
        return found;
    }

    /** Evenly spread tiles that cover an extent; one in the middle where it is shorter than a tile. */
    private static double[] middles(int extent, double side) {
        int count = 1 + (int) Math.ceil(Math.max(0, extent - side) / (STRIDE * side) - 1e-9);
        double[] middles = new double[count];
        for (int i = 0; i < count; i++) {
            middles[i] = count == 1 ? extent / 2.0 : side / 2 + i * (extent - side) / (count - 1);
        }
        return middles;
    }

    /**
     * One pass of the network.
     *
     * @param edge the share of the crop's side at its edges in which no face may end, unless the picture ends there too
     */
    private List<Face> search(Picture view, Crop crop, double edge) {
        float[] pixels = Resampler.sample(view, crop, Sampling.signed(SIZE, Sampling.Edge.BLACK));
        Map<String, Tensor> raw = network.run(Map.of("input", Tensor.wrap(pixels, 1, SIZE, SIZE, 3)));
        List<Face> found = new ArrayList<>();
        decode(raw.get("scores-16").floats(), raw.get("boxes-16").floats(), 16, 2, crop, found);
        decode(raw.get("scores-8").floats(), raw.get("boxes-8").floats(), 8, 6, crop, found);
        if (edge > 0) {
            found.removeIf(face -> !isWhole(face.box(), crop, edge, view));
        }
        return found;
    }

    /**
     * Reads one grid of anchors.
     *
     * @param logits shape (grid × grid × perCell,)
     * @param boxes shape (grid × grid × perCell, 16): middle, size and six points, in network pixels from the anchor
     */
    private static void decode(float[] logits, float[] boxes, int grid, int perCell, Crop crop, List<Face> found) {
        double cell = (double) SIZE / grid;
        double threshold = Math.log(MIN_SCORE / (1 - MIN_SCORE));
        for (int i = 0; i < logits.length; i++) {
            if (!(logits[i] >= threshold)) {
                continue;
            }
            int index = i / perCell;
            double anchorX = (index % grid + 0.5) * cell;
            double anchorY = (Math.floorDiv(index, grid) + 0.5) * cell;
            int at = i * VALUES;
            double[] points = new double[14];
            for (int k = 0; k < 7; k++) {
                int value = k == 0 ? at : at + 2 + 2 * k;
                points[2 * k] = crop.pictureX((boxes[value] + anchorX) / SIZE, 0.5);
                points[2 * k + 1] = crop.pictureY(0.5, (boxes[value + 1] + anchorY) / SIZE);
            }
            double width = boxes[at + 2] * crop.side() / SIZE;
            double height = boxes[at + 3] * crop.side() / SIZE;
            double score = 1 / (1 + Math.exp(-logits[i]));
            Where.Box box = new Where.Box(points[0] - width / 2, points[1] - height / 2, width, height, score);
            if (width > 0 && height > 0) {
                List<Point> keypoints = new ArrayList<>(6);
                for (int k = 1; k < 7; k++) {
                    keypoints.add(new Point(points[2 * k], points[2 * k + 1]));
                }
                found.add(new Face(box, keypoints));
            }
        }
    }

    private static boolean isWhole(Where.Box box, Crop crop, double edge, Picture view) {
        double margin = edge * crop.side();
        double left = crop.centreX() - crop.side() / 2;
        double top = crop.centreY() - crop.side() / 2;
        return (left <= 0 || box.x() >= left + margin)
                && (top <= 0 || box.y() >= top + margin)
                && (left + crop.side() >= view.width() || box.x() + box.width() <= left + crop.side() - margin)
                && (top + crop.side() >= view.height() || box.y() + box.height() <= top + crop.side() - margin);
    }

    private static Face enlarged(Face face, int factor) {
        Where.Box box = face.box();
        return new Face(
                new Where.Box(
                        box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor, box.score()),
                face.keypoints().stream()
                        .map(point -> new Point(point.x() * factor, point.y() * factor))
                        .toList());
    }

    @Override
    public void close() {
        network.close();
    }
}
