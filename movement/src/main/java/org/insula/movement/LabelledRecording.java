package org.insula.movement;

import java.util.Optional;

/**
 * One recording of a file that holds many.
 *
 * @param label what it shows, where the file tells it
 * @param group who or what it came from, where the file tells it
 * @param place where it stands, such as "line 12", counted from 1
 */
public record LabelledRecording(Recording recording, Optional<String> label, Optional<String> group, String place) {}
