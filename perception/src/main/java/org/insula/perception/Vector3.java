package org.insula.perception;

/** A point or a direction in space. */
record Vector3(double x, double y, double z) {
    private static final double SHORTEST = 1e-9;

    Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    Vector3 scaled(double factor) {
        return new Vector3(factor * x, factor * y, factor * z);
    }

    double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Vector3 cross(Vector3 other) {
        return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    /** The same direction at length 1; what has no length stays as it is. */
    Vector3 unit() {
        double length = length();
        return length < SHORTEST ? this : scaled(1 / length);
    }

    /** The angle to another direction in radians, 0 to π; 0 if either has no length. */
    double angle(Vector3 other) {
        return Math.atan2(cross(other).length(), dot(other));
    }
}
