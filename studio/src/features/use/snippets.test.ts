import { expect, test } from 'vitest';
import { type Asked, LANGUAGES, snippet, toolName } from './snippets';

const asked: Asked = { origin: 'http://127.0.0.1:8460', model: 'wink', kind: 'face', key: undefined };

test('every language asks the same address', () => {
  for (const language of LANGUAGES) {
    const { code } = snippet(language, asked);
    const address =
      language === 'mcp' ? 'http://127.0.0.1:8460/mcp' : 'http://127.0.0.1:8460/api/models/wink/predict';
    expect(code).toContain(address);
    expect(code).not.toContain('Bearer');
  }
});

test('a key is sent where one is needed', () => {
  for (const language of LANGUAGES) {
    expect(snippet(language, { ...asked, key: 'insula_x' }).code).toContain('Bearer insula_x');
  }
});

test('texts are given as texts, everything else as a file', () => {
  expect(snippet('curl', { ...asked, kind: 'text' }).code).toBe(
    [
      "curl 'http://127.0.0.1:8460/api/models/wink/predict' \\",
      "  -H 'Content-Type: application/json' \\",
      '  -d \'{"text":"How good to see you!"}\'',
    ].join('\n'),
  );
  expect(snippet('curl', asked).code).toBe(
    "curl 'http://127.0.0.1:8460/api/models/wink/predict' \\\n  -F file=@photo.jpg",
  );
  expect(snippet('java', { ...asked, kind: 'movement' }).run).toBe('java Ask.java movement.csv');
  expect(snippet('javascript', { ...asked, kind: 'text' }).code).not.toContain('readFile');
});

test('the tool of MCP is named as the server names it', () => {
  expect(toolName('wink.v2')).toBe('predict_wink_v2');
  expect(JSON.parse(snippet('mcp', asked).code)).toEqual({
    mcpServers: { insula: { type: 'http', url: 'http://127.0.0.1:8460/mcp' } },
  });
});
