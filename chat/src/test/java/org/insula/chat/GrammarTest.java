package org.insula.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private static JsonNode json(String text) {
        return JsonText.read(text.replace('\'', '"')).orElseThrow();
    }

    /** Many texts of a grammar; each has to be JSON that the schema allows. */
    private static void hold(JsonNode schema, int texts, long seed) {
        Schema validator = REGISTRY.getSchema(schema);
        Grammar grammar = Grammar.ofSchema(schema, GrammarOptions.small());
        GbnfSample sample = new GbnfSample(grammar.gbnf());
        Random random = new Random(seed);
        for (int i = 0; i < texts; i++) {
            String text = sample.write(random);
            JsonNode value = JsonText.read(text)
                    .orElseThrow(() -> new AssertionError("no JSON: " + text + "\nfor " + schema + " seed " + seed));
            var errors = validator.validate(value);
            assertTrue(errors.isEmpty(), () -> errors + "\n" + text + "\nfor " + schema + " seed " + seed);
        }
    }

    @Test
    void everythingThatFollowsTheGrammarIsValidInThreeHundredSchemas() {
        for (long seed = 0; seed < 300; seed++) {
            hold(new SchemaCorpus(seed).next(), 25, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'integer','minimum':-17,'maximum':1234}",
                "{'type':'integer','minimum':98,'maximum':102}",
                "{'type':'integer','exclusiveMinimum':0}",
                "{'type':'integer','maximum':-5}",
                "{'type':'number','minimum':0,'maximum':1}",
                "{'type':'number','minimum':0.25,'maximum':0.255}",
                "{'type':'number','exclusiveMinimum':-1.5,'exclusiveMaximum':2}",
                "{'type':'number','minimum':-0.1,'maximum':100.05}",
                "{'type':'number','minimum':3.5}",
                "{'type':'string','format':'date'}",
                "{'type':'string','format':'date-time'}",
                "{'type':'string','format':'time'}",
                "{'type':'string','format':'uuid'}",
                "{'type':'string','format':'duration'}",
                "{'type':'string','minLength':150,'maxLength':2500}",
                "{'enum':['a',null,3,{'x':[1]}]}",
                "{'type':['string','null'],'maxLength':3}",
                "{'type':'array','items':{'type':'boolean'},'minItems':2,'maxItems':4}",
                "{'type':'array','prefixItems':[{'type':'integer'},{'type':'string'}],'items':{'type':'null'},'minItems':3}",
                "{'type':'object','additionalProperties':{'type':'integer'},'maxProperties':2}",
                "{'properties':{'a':{'type':'string'},'ab':{'type':'null'}},'additionalProperties':{'type':'integer'}}",
                "{'required':['x'],'properties':{'y':true},'additionalProperties':true}",
                "{'$ref':'#/$defs/n','$defs':{'n':{'type':'object','required':['next'],'properties':{'next':"
                        + "{'anyOf':[{'$ref':'#/$defs/n'},{'type':'null'}]}},'additionalProperties':false}}}",
                "{'type':'object','properties':{'me':{'$ref':'#'}},'additionalProperties':false}",
                "{'allOf':[{'type':'integer','minimum':3},{'maximum':9}],'minimum':5}",
                "{'allOf':[{'properties':{'a':{'type':'integer'}},'required':['a'],'additionalProperties':false},"
                        + "{'properties':{'b':{'type':'string'}}}]}",
                "{'$ref':'#/$defs/s','maxLength':2,'$defs':{'s':{'type':'string'}}}",
                "{'anyOf':[{'const':1},{'const':'x'}]}",
                "{'oneOf':[{'type':'integer'},{'type':'string'}]}",
                "true",
                "{}",
            })
    void smallSchemas(String schema) {
        JsonNode node = json(schema);
        if (node.isObject()) {
            hold(node, 400, 7);
        } else {
            GbnfSample sample = new GbnfSample(
                    Grammar.ofSchema(node, GrammarOptions.small()).gbnf());
            Random random = new Random(3);
            for (int i = 0; i < 200; i++) {
                assertTrue(JsonText.read(sample.write(random)).isPresent());
            }
        }
    }

    /** The validator knows the domains that exist, so another rule judges here. */
    @Test
    void addressesHaveOneSignBetweenNameAndHost() {
        GbnfSample sample =
                new GbnfSample(Grammar.ofSchema(json("{'type':'string','format':'email'}"), GrammarOptions.small())
                        .gbnf());
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            String text = sample.write(random);
            assertTrue(text.matches("\"[a-z0-9_.-]+@([a-z]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,6}\""), text);
        }
    }

    @Test
    void anyObjectIsAnObject() {
        GbnfSample sample =
                new GbnfSample(Grammar.anyObject(GrammarOptions.small()).gbnf());
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            String text = sample.write(random);
            assertTrue(JsonText.read(text).orElseThrow().isObject(), text);
        }
    }

    @Test
    void theStandardGrammarsAreWrittenForLlama() {
        for (long seed = 0; seed < 40; seed++) {
            JsonNode schema = new SchemaCorpus(seed).next();
            String gbnf = Grammar.ofSchema(schema, GrammarOptions.standard()).gbnf();
            assertTrue(gbnf.startsWith("root ::= "), gbnf);
            new GbnfSample(gbnf); // refuses what llama.cpp refuses: unknown rules, too many repetitions
        }
    }

    @Test
    void aListOfIntegersFromTenToTwelveByHand() {
        Grammar grammar = Grammar.ofSchema(
                json("{'type':'array','items':{'type':'integer','minimum':10,'maximum':12},'maxItems':1}"),
                GrammarOptions.standard());
        assertEquals("""
                root ::= array
                ws ::= (" " | "\\n" " "{0,16})?
                item ::= "1" [0-2]
                array ::= "[" ws (item ws)? "]"
                """, grammar.gbnf());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{'type':'string','not':{}} ~ The schema has 'not' at #",
                "{'type':'object','properties':{'a':{'if':true}}} ~ The schema has 'if' at #/a",
                "{'type':'array','uniqueItems':true} ~ The schema has 'uniqueItems' at #",
                "{'type':'object','patternProperties':{}} ~ The schema has 'patternProperties' at #",
                "{'type':'number','multipleOf':0.1} ~ multipleOf at # cannot be followed",
                "{'type':'strnig'} ~ type at # is 'strnig'",
                "{'type':'string','pattern':'abc'} ~ Pattern 'abc' cannot be made into a grammar: it does not describe",
                "{'type':'string','pattern':'^a|b$'} ~ Pattern '^a|b$' cannot be made into a grammar: its alternatives",
                "{'type':'string','pattern':'^(?=a)b$'} ~ Pattern '^(?=a)b$' cannot be made into a grammar: it looks",
                "{'type':'string','pattern':'^(a$'} ~ Pattern '^(a$' cannot be made into a grammar: a bracket",
                "{'type':'string','pattern':'^a)$'} ~ Pattern '^a)$' cannot be made into a grammar: a bracket closes",
                "{'type':'string','format':'colour'} ~ The string at # has format 'colour'",
                "{'type':'string','pattern':'^a$','maxLength':3} ~ The string at # has two of format",
                "{'$ref':'https://x/y'} ~ The schema refers to 'https://x/y', which is not inside",
                "{'$ref':'#/nowhere'} ~ The schema refers to '#/nowhere', which is not there",
                "{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/a'}}} ~ The schema",
                "{'oneOf':[{'type':'integer'},{'type':'number'}]} ~ The alternatives 0 and 1 of oneOf at #",
                "{'type':'integer','minimum':5,'maximum':4} ~ The schema allows no value at all",
                "{'type':'object','required':['a'],'properties':{'a':false}} ~ The schema allows no value at all",
                "{'type':'object','required':['me'],'properties':{'me':{'$ref':'#'}}} ~ The schema allows no value",
                "{'enum':['a'],'minLength':3} ~ The schema at # lists its values and limits them",
                "{'type':'object','properties':{'a':{'type':'null'}},'minProperties':1} ~ The object at # bounds how many",
                "{'minLength':-1} ~ minLength at # is -1",
                "{'type':'string','minLength':1000000} ~ minLength at # is 1000000",
                "[] ~ The schema at # is neither an object nor a boolean",
            })
    void whatAGrammarCannotFollowIsRefusedWithASentence(String schema, String message) {
        ChatException e =
                assertThrows(ChatException.class, () -> Grammar.ofSchema(json(schema), GrammarOptions.standard()));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
    }

    @Test
    void aSchemaThatMultipliesIsStopped() {
        StringBuilder schema = new StringBuilder("{'allOf':[");
        for (int i = 0; i < 30; i++) {
            schema.append(i > 0 ? "," : "").append("{'anyOf':[{'minLength':1},{'maxLength':3}]}");
        }
        JsonNode node = json(schema.append("]}").toString());
        assertThrows(ChatException.class, () -> Grammar.ofSchema(node, GrammarOptions.standard()));
    }

    @Test
    void aSchemaThatNestsForEverIsRefused() {
        String deep = "{\"type\":\"array\",\"items\":".repeat(160) + "{}" + "}".repeat(160);
        JsonNode node = JsonText.read(deep).orElseThrow();
        assertThrows(ChatException.class, () -> Grammar.ofSchema(node, GrammarOptions.standard()));
    }

    @Test
    void textsThatDifferInOneCharacterAreOutsideOfAPattern() {
        String gbnf = Grammar.ofSchema(json("{'type':'string','pattern':'^[a-c]{2}$'}"), GrammarOptions.standard())
                .gbnf();
        Random random = new Random(5);
        GbnfSample sample = new GbnfSample(gbnf);
        for (int i = 0; i < 50; i++) {
            assertTrue(sample.write(random).matches("\"[a-c]{2}\""));
        }
        assertFalse(gbnf.contains("[a-d]"));
    }

    @FuzzTest
    void anySchemaGivesAGrammarOrASentence(byte[] input) {
        JsonNode schema = JsonText.read(new String(input, java.nio.charset.StandardCharsets.UTF_8))
                .orElse(null);
        if (schema == null) {
            return;
        }
        try {
            Grammar grammar = Grammar.ofSchema(schema, GrammarOptions.small());
            assertTrue(JsonText.read(new GbnfSample(grammar.gbnf()).write(new Random(1)))
                    .isPresent());
        } catch (ChatException e) {
            assertTrue(e.getMessage().length() > 20);
        }
    }
}
