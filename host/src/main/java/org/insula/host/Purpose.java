package org.insula.host;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a model of apparent expressions is published for. It must be said, and watching people at work or in education is
 * refused: to infer feelings there is forbidden in the European Union, except for medical or safety reasons, which are for
 * a lawyer and not for a form to judge. It is a guard against mistakes; who is determined to deceive can.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2024/1689/oj">Regulation (EU) 2024/1689, Article 5(1)(f)</a>
 */
final class Purpose {
    private static final int SHORTEST = 10;

    private static final Pattern FEELING = words(
            "anger",
            "angry",
            "happy",
            "happiness",
            "joy(ful)?",
            "sad(ness)?",
            "fear(ful)?",
            "afraid",
            "disgust(ed)?",
            "stress(ed)?",
            "bored(om)?",
            "frustrat(ed|ion)",
            "anxi(ous|ety)",
            "depress(ed|ion)",
            "emotions?",
            "feelings?",
            "moods?",
            "col[èe]re",
            "joie",
            "heureu(x|se)",
            "tristesse",
            "triste",
            "peur",
            "d[ée]go[ûu]t",
            "ennui",
            "[ée]motions?");
    private static final Pattern PEOPLE = words(
            "employees?",
            "workers?",
            "workforce",
            "staff",
            "personnel",
            "colleagues?",
            "applicants?",
            "candidates?",
            "interviewees?",
            "call cent(er|re)",
            "agents?",
            "pupils?",
            "students?",
            "school ?(children|kids)",
            "classrooms?",
            "exams?",
            "examinees?",
            "learners?",
            "salari[ée]e?s?",
            "employ[ée]e?s?",
            "candidate?s?",
            "[ée]l[èe]ves?",
            "[ée]tudiante?s?",
            "[ée]coliers?",
            "salles? de classe",
            "examens?");
    private static final Pattern WATCHING = words(
            "monitor(s|ed|ing)?",
            "watch(es|ed|ing)?",
            "surveil(s|led|ling|lance)?",
            "supervis(e|es|ed|ing|ion)",
            "track(s|ed|ing)?",
            "assess(es|ed|ing|ment)?",
            "evaluat(e|es|ed|ing|ion)",
            "rat(e|es|ed|ing)",
            "scor(e|es|ed|ing)",
            "proctor(s|ed|ing)?",
            "screen(s|ed|ing)?",
            "measur(e|es|ed|ing)",
            "analy[sz](e|es|ed|ing)",
            "analysis",
            "detect(s|ed|ing|ion)?",
            "engagement",
            "attention",
            "attentiveness",
            "productivity",
            "moods?",
            "emotions?",
            "feelings?",
            "stress",
            "boredom",
            "surveill(er|ance|e)",
            "[ée]valu(er|ation|e)",
            "contr[ôo]l(er|e)",
            "mesur(er|e)",
            "suivi",
            "attention",
            "humeurs?",
            "[ée]motions?");

    private Purpose() {}

    /**
     * Checks what a model is to be published for, if it is one of faces or its labels name feelings.
     *
     * @throws HostException if it must be said and is not, or is refused, with the reason
     */
    static void check(String kind, List<String> labels, Optional<String> purpose) {
        if (!kind.equals("face")
                && labels.stream().noneMatch(label -> FEELING.matcher(label).find())) {
            return;
        }
        String text = purpose.map(String::strip).orElse("");
        if (text.length() < SHORTEST) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "A model of apparent expressions is published for a purpose, and none was said; say in a sentence what it"
                            + " is for, as the project's 'purpose'.");
        }
        if (PEOPLE.matcher(text).find() && WATCHING.matcher(text).find()) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "The purpose reads as if people were to be watched at work or in education, which Insula does not host:"
                            + " inferring emotions there is forbidden in the European Union (AI Act, Article 5(1)(f)); if"
                            + " it is something else, say it in other words.");
        }
    }

    private static Pattern words(String... words) {
        return Pattern.compile(
                "(?<!\\p{L})(" + String.join("|", words) + ")(?!\\p{L})",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
