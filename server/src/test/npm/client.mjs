// Asks the server whose address is given through OpenAI's client, and prints what came as one JSON document.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'none' });
const models = [];
for await (const model of client.models.list()) {
  models.push(model.id);
}
const embeddings = await client.embeddings.create({ model: 'text-embedding', input: ['hello', 'world'] });
const failure = await client.embeddings.create({ model: 'none', input: 'hello' }).catch((e) => e);
console.log(
  JSON.stringify({
    models,
    dimensions: embeddings.data.map((one) => one.embedding.length),
    length: Math.hypot(...embeddings.data[0].embedding),
    failure: { name: failure.constructor.name, status: failure.status, code: failure.code, id: failure.requestID },
  }),
);
