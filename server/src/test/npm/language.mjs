// Talks to the language models of the server whose address is given through OpenAI's client, and prints what came as one
// JSON document.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'none', maxRetries: 0 });
const messages = [{ role: 'user', content: 'Hello' }];
const schema = {
  type: 'object',
  properties: { mood: { enum: ['glad', 'sad'] }, age: { type: 'integer', minimum: 0, maximum: 120 } },
  required: ['mood', 'age'],
  additionalProperties: false,
};
const tools = [{ type: 'function', function: { name: 'remember', parameters: schema } }];

const chat = await client.chat.completions.create({ model: 'tiny', messages, max_completion_tokens: 4 });

let streamedTokens = 0;
const stream = await client.chat.completions.create({
  model: 'tiny',
  messages,
  max_completion_tokens: 200,
  response_format: { type: 'json_schema', json_schema: { name: 'person', schema } },
  stream: true,
  stream_options: { include_usage: true },
});
let text = '';
for await (const chunk of stream) {
  text += chunk.choices[0]?.delta?.content ?? '';
  streamedTokens = chunk.usage?.completion_tokens ?? streamedTokens;
}

const called = await client.chat.completions
  .stream({ model: 'tiny', messages, tools, tool_choice: 'required', parallel_tool_calls: false })
  .finalChatCompletion();

let events = [];
const response = await client.responses.create({ model: 'tiny', input: 'Hello', max_output_tokens: 4, stream: true });
for await (const event of response) {
  events.push(event.type);
}

const embeddings = await client.embeddings.create({ model: 'vectors', input: ['hello', 'world'] });
const failure = await client.chat.completions
  .create({ model: 'tiny', messages: [{ role: 'user', content: 'word '.repeat(3000) }] })
  .catch((e) => e);
console.log(
  JSON.stringify({
    tokens: chat.usage.completion_tokens,
    person: JSON.parse(text),
    streamedTokens,
    call: called.choices[0].message.tool_calls[0].function.name,
    arguments: JSON.parse(called.choices[0].message.tool_calls[0].function.arguments),
    first: events[0],
    last: events.at(-1),
    dimensions: embeddings.data.map((one) => one.embedding.length),
    failure: { name: failure.constructor.name, code: failure.code },
  }),
);
