/** Where a model is asked, and with what. */
export interface Asked {
  /** Such as http://127.0.0.1:8460. */
  origin: string;
  /** The name that it is published under. */
  model: string;
  kind: string;
  /** The key that is sent; undefined where none is needed. */
  key: string | undefined;
}

export const LANGUAGES = ['curl', 'java', 'python', 'javascript', 'mcp'] as const;
export type CodeLanguage = (typeof LANGUAGES)[number];

export interface Snippet {
  /** What it is called in the row of languages. */
  title: string;
  code: string;
  /** Under which name it is saved, where it is saved at all. */
  file?: string;
  /** What runs it then. */
  run?: string;
}

const FILES: Record<string, string> = {
  face: 'photo.jpg',
  picture: 'photo.jpg',
  sound: 'sound.wav',
  movement: 'movement.csv',
  hand: 'photo.jpg',
  body: 'photo.jpg',
};
const TEXT = 'How good to see you!';

const address = ({ origin, model }: Asked) => `${origin}/api/models/${encodeURIComponent(model)}/predict`;
const file = ({ kind }: Asked) => FILES[kind] ?? 'input';
const lines = (...all: (string | false)[]) => all.filter((line) => line !== false).join('\n');

/** The tool by which models of language know it. */
export const toolName = (model: string) => `predict_${model.replaceAll('.', '_')}`;

/** Code that asks a model, ready to be pasted. */
export function snippet(language: CodeLanguage, asked: Asked): Snippet {
  switch (language) {
    case 'curl':
      return { title: 'curl', code: curl(asked) };
    case 'java':
      return { title: 'Java', code: java(asked), file: 'Ask.java', run: run('java Ask.java', asked) };
    case 'python':
      return { title: 'Python', code: python(asked), file: 'ask.py', run: run('python3 ask.py', asked) };
    case 'javascript':
      return {
        title: 'JavaScript',
        code: javascript(asked),
        file: 'ask.mjs',
        run: run('node ask.mjs', asked),
      };
    case 'mcp':
      return { title: 'MCP', code: mcp(asked) };
  }
}

const run = (command: string, asked: Asked) =>
  asked.kind === 'text' ? `${command} "${TEXT}"` : `${command} ${file(asked)}`;

function curl(asked: Asked): string {
  const key = asked.key !== undefined && `  -H 'Authorization: Bearer ${asked.key}' \\`;
  return asked.kind === 'text'
    ? lines(
        `curl '${address(asked)}' \\`,
        key,
        `  -H 'Content-Type: application/json' \\`,
        `  -d '${JSON.stringify({ text: TEXT })}'`,
      )
    : lines(`curl '${address(asked)}' \\`, key, `  -F file=@${file(asked)}`);
}

function java(asked: Asked): string {
  const isText = asked.kind === 'text';
  return lines(
    'import java.net.URI;',
    'import java.net.http.HttpClient;',
    'import java.net.http.HttpRequest;',
    'import java.net.http.HttpResponse;',
    !isText && 'import java.nio.file.Path;',
    '',
    'class Ask {',
    '    public static void main(String[] args) throws Exception {',
    `        var address = URI.create("${address(asked)}");`,
    '        var request = HttpRequest.newBuilder(address)',
    asked.key !== undefined && `                .header("Authorization", "Bearer ${asked.key}")`,
    isText
      ? '                .header("Content-Type", "text/plain; charset=utf-8")'
      : '                .header("Content-Type", "application/octet-stream")',
    isText
      ? '                .POST(HttpRequest.BodyPublishers.ofString(args[0]))'
      : '                .POST(HttpRequest.BodyPublishers.ofFile(Path.of(args[0])))',
    '                .build();',
    '        var client = HttpClient.newHttpClient();',
    '        System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).body());',
    '    }',
    '}',
  );
}

function python(asked: Asked): string {
  const isText = asked.kind === 'text';
  return lines(
    'import json',
    'import sys',
    'import urllib.request',
    '',
    isText ? 'body = sys.argv[1].encode()' : 'body = open(sys.argv[1], "rb").read()',
    'headers = {',
    isText
      ? '    "Content-Type": "text/plain; charset=utf-8",'
      : '    "Content-Type": "application/octet-stream",',
    asked.key !== undefined && `    "Authorization": "Bearer ${asked.key}",`,
    '}',
    `address = "${address(asked)}"`,
    'with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:',
    '    print(json.load(answer))',
  );
}

function javascript(asked: Asked): string {
  const isText = asked.kind === 'text';
  return lines(
    !isText && "import { readFile } from 'node:fs/promises';",
    !isText && '',
    `const answer = await fetch('${address(asked)}', {`,
    "  method: 'POST',",
    '  headers: {',
    isText
      ? "    'Content-Type': 'text/plain; charset=utf-8',"
      : "    'Content-Type': 'application/octet-stream',",
    asked.key !== undefined && `    Authorization: 'Bearer ${asked.key}',`,
    '  },',
    isText ? '  body: process.argv[2],' : '  body: await readFile(process.argv[2]),',
    '});',
    'console.log(await answer.json());',
  );
}

function mcp(asked: Asked): string {
  const headers = asked.key === undefined ? {} : { headers: { Authorization: `Bearer ${asked.key}` } };
  const server = { type: 'http', url: `${asked.origin}/mcp`, ...headers };
  return JSON.stringify({ mcpServers: { insula: server } }, null, 2);
}
