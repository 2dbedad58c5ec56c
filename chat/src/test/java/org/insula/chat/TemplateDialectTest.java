package org.insula.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialect piece by piece; what is expected is what jinja2 gives with transformers' settings. */
class TemplateDialectTest {
    private static final TemplateLimits SMALL = new TemplateLimits(10_000, 50_000, 1_000_000);

    static String run(String template, TemplateLimits limits) {
        Map<String, Object> names = new HashMap<>();
        names.put("messages", TemplateValues.of(JsonText.read("""
                [{"role": "system", "content": " Be kind. "},
                 {"role": "user", "content": "Hi <think>x</think> you"},
                 {"role": "assistant", "content": "Yo"}]""").orElseThrow()));
        names.put("tool", TemplateValues.of(JsonText.read("""
                {"name": "f", "description": "d<'\\"\\u00e9", "n": 3}""").orElseThrow()));
        names.put("x", null);
        return new TemplateRun(names, new TemplateBudget(limits)).render(TemplateParser.parse(template));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{% set m = messages[1:] %}{{ m|length }}^2",
                "{% for m in messages[::-1] %}{{ m.role[0] }}{% endfor %}^aus",
                "{{ 'abcdef'[-3:] }}{{ 'abcdef'[:-4] }}{{ 'abcdef'[4:1:-2] }}{{ 'abc'[7:] }}^defabec",
                "{{ messages[0]['content'].strip() }}|^Be kind.|",
                "{{ 'xxaxx'.strip('x') }}{{ '¶¶a'.lstrip('¶') }}{{ 'a--'.rstrip('-') }}^aaa",
                "{% if messages[0].content.startswith(' Be') %}y{% endif %}{{ 'ab'.endswith(('x', 'b')) }}^yTrue",
                "{{ messages[1].content.split('</think>')[-1] }}^ you",
                "{{ 'a b  c'.split() | length }}{{ 'a,b,c'.split(',', 1)[1] }}{{ 'a,b,c'.rsplit(',', 1)[0] }}^3b,ca,b",
                "{{ 'abc def'.title() }}{{ 'abc'.upper() }}{{ 'aBC' | capitalize }}^Abc DefABCAbc",
                "{{ 'abc'.replace('b','x') }}{{ 'aaa'.replace('a', 'b', 2) }}{{ 'aaa' | replace('a', 'c') }}^axcbbaccc",
                "{% if '<think>' in messages[1].content and 'zz' not in 'abc' %}y{% endif %}^y",
                "{% if foo is defined %}a{% else %}b{% endif %}{% if foo is not defined %}c{% endif %}^bc",
                "{% if x is none %}a{% endif %}{% if tool is not none %}b{% endif %}^ab",
                "{{ messages[0].content is string }}{{ tool is mapping }}{{ messages is iterable }}{{ tool is string }}"
                        + "^TrueTrueTrueFalse",
                "{% set ns = namespace(found=false, i=0) %}{% for m in messages %}{% set ns.i = ns.i + 1 %}"
                        + "{% if m.role=='user' %}{% set ns.found = true %}{% endif %}{% endfor %}{{ ns.i }}{{ ns.found }}^3True",
                "{% set i = 0 %}{% for m in messages %}{% set i = i + 1 %}{{ i }}{% endfor %}{{ i }}^1110",
                "{% for m in messages %}{{ loop.index0 }}{{ loop.first }}{{ loop.last }},{% endfor %}"
                        + "^0TrueFalse,1FalseFalse,2FalseTrue,",
                "{% for m in messages %}{% if loop.previtem is defined %}{{ loop.previtem.role[0] }}{% endif %}"
                        + "{{ loop.nextitem.role if loop.nextitem is defined else '-' }},{% endfor %}^user,sassistant,u-,",
                "{{ 'a' if messages|length > 2 else 'b' }}{{ ('x' if false) }}|^a|",
                "{{ 'a' ~ 1 ~ 'b' }}{{ 'a' + 'b' }}{{ 'a' 'b' }}^a1babab",
                "{% for m in messages %}{{ (m.role == 'user') != (loop.index0 % 2 == 0) }},{% endfor %}^True,True,True,",
                "{{ tool | tojson }}^{\"name\": \"f\", \"description\": \"d<'\\\"é\", \"n\": 3}",
                "{{ tool | tojson(indent=2) }}^{¶  \"name\": \"f\",¶  \"description\": \"d<'\\\"é\",¶  \"n\": 3¶}",
                "{{ {'b': [], 'a': {}} | tojson(sort_keys=true, separators=(',', ':')) }}^{\"a\":{},\"b\":[]}",
                "{% for k, v in tool.items() %}{{ k }},{% endfor %}{% for k, v in tool|items %}{{ v }}{% endfor %}"
                        + "^name,description,n,fd<'\"é3",
                "{%- for m in messages %}¶    {%- if m.role == 'user' %}¶        {{- m.role }}¶    {%- endif %}¶"
                        + "{%- endfor %}|^user|",
                "  {% if true %}¶x¶  {% endif %}¶y^x¶y",
                "a  {%+ if true %}b{% endif %}^a  b",
                "  {# note #}¶a {#- b -#} c^ac",
                "{{ 'a' }}¶ {{- 'b' -}} ¶c¶^abc",
                "{% raw %}{{ x }}{% endraw %}^{{ x }}",
                "{% generation %}abc{% endgeneration %}^abc",
                "{% for m in messages %}{% if loop.index == 2 %}{% break %}{% endif %}{{ m.role[0] }}{% endfor %}^s",
                "{% for m in messages %}{% if loop.index == 2 %}{% continue %}{% endif %}{{ m.role[0] }}{% endfor %}^sa",
                "{% macro f(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ f(1) }}{{ f(1, b=3) }}^1-21-3",
                "{{ messages | selectattr('role', 'equalto', 'user') | list | length }}^1",
                "{{ messages | rejectattr('role', 'equalto', 'user') | map(attribute='role') | join(',') }}^system,assistant",
                "{{ ['b', 'a'] | map('upper') | sort | join }}{{ [1, none, 2] | select('number') | list }}^AB[1, 2]",
                "{% for m in messages if m.role != 'system' %}{{ loop.index }}{{ m.role[0] }}{% endfor %}^1u2a",
                "{% for m in [] %}x{% else %}none{% endfor %}^none",
                "{% set d = {'a': 1, 'b': [1,2]} %}{{ d.b[1] }}{{ d['a'] }}{{ d.get('z', 'q') }}{{ d.get('y') }}^21qNone",
                "{{ foo | default('q') }}{{ '' | default('z', true) }}{{ foo | d(7) }}^qz7",
                "{% set x %}abc{% endset %}{{ x | upper }}{% filter upper %}ab{% endfilter %}^ABCAB",
                "{{ true }}{{ none }}{{ 1.0 }}{{ [1,'a'] }}{{ {'a': None} }}^TrueNone1.0[1, 'a']{'a': None}",
                "{{ '' or 'x' }}{{ 'a' and 'b' }}{{ not '' }}{{ 1 == 1.0 }}{{ true == 1 }}^xbTrueTrueTrue",
                "{% if messages[0].tool_calls %}x{% else %}y{% endif %}{% if not messages[0].t is defined %}z{% endif %}^yz",
                "{{ '<&>' }}{{ '<' | e }}^<&>&lt;",
                "{% for i in range(3) %}{{ i }}{% endfor %}{{ range(5, 1, -2) | list }}^012[5, 3]",
                "{{ messages[-1].role }}{{ messages[1].content[:2] }}{{ messages[9] is defined }}^assistantHiFalse",
                "{{ ([1] + [2,3]) | length }}{{ 2 in [1, 2] }}{{ 'name' in tool }}^3TrueTrue",
                "{{ '%s-%d' % ('a', 3) }}|{{ 7 // 2 }}{{ 2 ** 3 }}{{ -7 % 3 }}{{ 7 / 2 }}^a-3|3823.5",
                "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% with c = 3 %}{{ c }}{% endwith %}{{ c is defined }}^123False",
                "{{ 1 < 2 < 3 }}{{ 1 < 3 < 2 }}{{ 3 is odd }}{{ 4 is divisibleby 2 }}{{ 2 is in [2] }}"
                        + "^TrueFalseTrueTrueTrue",
                "{{ 'a¶  b' | indent(2) }}{{ [3,1,2] | sort | first }}{{ [1,2] | last }}{{ 'abc' | reverse }}^a¶    b12cba",
                "{%- if false %}1{%- elif true %}2{%- else %}3{% endif %}^2",
            })
    void theDialect(String template, String expected) {
        assertEquals(expected, run(template.replace("¶", "\n"), SMALL).replace("\n", "¶"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "{% if %}x{% endif %}^The chat template cannot be read at line 1: a value is expected",
                "a~b{% for x in y %}^The chat template cannot be read at line 2: '' is expected",
                "{{ 'abc }}^The chat template cannot be read at line 1: a string is not closed",
                "{{ 1 ^The chat template cannot be read at line 1: a tag is not closed",
                "{% include 'x' %}^The chat template cannot be read at line 1: 'include' is not known",
                "{% import 'x' as y %}^The chat template cannot be read at line 1: 'import' is not known",
                "{% endif %}^The chat template cannot be read at line 1: 'endif' closes nothing",
                "{% break %}^The chat template cannot be read at line 1: 'break' stands outside of a loop",
                "{{ foo.bar }}^The chat template failed: 'foo' is undefined and was asked for 'bar'",
                "{{ foo() }}^The chat template failed: 'foo' is no function",
                "{{ ''.__class__ }}{{ ''.__class__.__mro__ }}^The chat template failed: '__class__' is undefined",
                "{{ 'a'.getClass() }}^The chat template failed: 'getClass' is no function",
                "{{ messages.append(1) }}^The chat template failed: 'append' is no function",
                "{{ 1 + 'a' }}^The chat template failed: '+' does not work with a string",
                "{{ 1 // 0 }}^The chat template calculates what is no number",
                "{{ 1 | nonsense }}^The chat template uses the filter 'nonsense', which is not known",
                "{{ 1 is nonsense }}^The chat template asks whether something is 'nonsense', which is not known",
                "{% set x.y = 1 %}^The chat template failed: 'x' is no namespace",
                "{{ {[]: 1} }}^The chat template failed: a list cannot name an entry",
            })
    void whatIsWrongIsSaidInASentence(String template, String message) {
        ChatException e = assertThrows(ChatException.class, () -> run(template.replace("~", "\n"), SMALL));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "{% for i in range(1000000000) %}x{% endfor %}^The chat template took more than 50000 steps",
                "{% for i in range(999) %}{% for j in range(999) %}x{% endfor %}{% endfor %}^The chat template took more",
                "{{ 'x' * 1000000000 }}^The chat template makes more than 1000000 characters",
                "{{ 'x' * 99999999999999999 }}^The chat template failed: a text was repeated",
                "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}^The chat template calls itself deeper than 150 times",
                "{% set n = namespace(s='ab') %}{% for i in range(64) %}{% set n.s = n.s + n.s %}{% endfor %}"
                        + "^The chat template makes more than 1000000 characters",
                "{% set n = namespace(s='ab') %}{% for i in range(64) %}{% set n.s = n.s.replace('', n.s) %}{% endfor %}"
                        + "^The chat template makes more than 1000000 characters",
                "{% set n = namespace(s=[1]) %}{% for i in range(64) %}{% set n.s = n.s + n.s %}{% endfor %}"
                        + "^The chat template took more than 50000 steps",
                "{% set n = namespace(s=[1]) %}{% for i in range(64) %}{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s }}"
                        + "^The chat template took more than 50000 steps",
                "{% set n = namespace(s=[1], t=[1]) %}{% for i in range(64) %}{% set n.s = [n.s, n.s] %}"
                        + "{% set n.t = [n.t, n.t] %}{% endfor %}{{ n.s == n.t }}^The chat template took more than 50000 steps",
                "{% set n = namespace(s=[1]) %}{% for i in range(4000) %}{% set n.s = [n.s] %}{% endfor %}{{ n.s }}"
                        + "^The chat template failed: a value nests too deep",
            })
    void whatWouldNotEndIsCutOff(String template, String message) {
        ChatException e = assertThrows(ChatException.class, () -> run(template, SMALL));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void aTemplateThatNestsForEverIsRefused() {
        assertThrows(ChatException.class, () -> TemplateParser.parse("{{ " + "(".repeat(100_000) + "1 }}"));
        assertThrows(ChatException.class, () -> TemplateParser.parse("{% if true %}".repeat(10_000)));
        assertThrows(ChatException.class, () -> TemplateParser.parse("{{ " + "not ".repeat(100_000) + "1 }}"));
        assertThrows(ChatException.class, () -> TemplateParser.parse("{{ " + "- ".repeat(100_000) + "1 }}"));
        assertThrows(ChatException.class, () -> TemplateParser.parse("{{ a" + ".b".repeat(100_000) + " }}"));
    }

    @FuzzTest
    void anyTemplateGivesTextOrASentence(byte[] input) {
        try {
            run(new String(input, StandardCharsets.UTF_8), SMALL);
        } catch (ChatException e) {
            assertTrue(e.getMessage().length() > 20);
        } catch (StackOverflowError e) {
            throw new AssertionError(e);
        }
    }
}
