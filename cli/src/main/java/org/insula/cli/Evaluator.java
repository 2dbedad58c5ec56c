package org.insula.cli;

import org.insula.dataset.Dataset;
import org.insula.host.Hosted;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Teacher;

/** Measures a model of any origin on labelled examples. */
record Evaluator(Workshop workshop, Hosted model) {
    Teacher.Measured measure(Dataset examples) {
        Teacher teacher = workshop.teacher(model.encoder(), LearnerOptions.defaults(), workshop.home());
        return teacher.evaluate(model.classifier(), examples, workshop.progress("Looking at examples"));
    }
}
