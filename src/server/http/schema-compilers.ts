// Requests and answers against their TypeBox schemas. An answer that is not what the protocol promises is a programmer's
// error and never leaves the service.

import type { FastifySchemaCompiler } from 'fastify';
import type { FastifySerializerCompiler } from 'fastify/types/schema.js';
import { type TProperties, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { ManifestSchema } from '../../protocol/snapshot-format.ts';
import { RefusedError } from './problem-response.ts';

/** Turns texts of a query or a path into what their schema says; a body is taken as it is. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const checked = withoutManifest(schema);
  const checker = Compile(checked);
  return (given: unknown) => {
    const value = httpPart === 'body' ? given : Value.Default(checked, Value.Convert(checked, given));
    if (checker.Check(value)) return { value };
    const why = checker.Errors(value)[0];
    const where = why === undefined || why.instancePath === '' ? 'It' : `"${why.instancePath.slice(1)}"`;
    const what =
      why?.schemaPath === '#/additionalProperties'
        ? `is not among ${membersOf(checked)}`
        : (why?.message ?? 'is different');
    const detail = `The ${PARTS[httpPart ?? ''] ?? 'request'} is not as described: ${where} ${what}.`;
    return { error: new RefusedError({ code: 'bad-request', detail }) };
  };
};

export const compileSerializer: FastifySerializerCompiler<TSchema> = ({ schema }) => {
  const checker = Compile(schema);
  return (answer: unknown) => {
    if (checker.Check(answer)) return JSON.stringify(answer);
    const why = checker.Errors(answer)[0];
    throw new Error(`the answer is not what the protocol promises: ${why?.instancePath ?? ''} ${why?.message ?? ''}`);
  };
};

function membersOf(schema: TSchema): string {
  const names = 'properties' in schema ? Object.keys(schema.properties as TProperties) : [];
  return names.length === 0 ? 'what is taken here, which is nothing' : names.join(', ');
}

/** The manifest is judged by `readManifest`, which can tell a newer format from a broken one. */
function withoutManifest(schema: TSchema): TSchema {
  const properties = 'properties' in schema ? (schema.properties as TProperties) : {};
  if (properties['manifest'] !== ManifestSchema) return schema;
  return Type.Object({ ...properties, manifest: Type.Unknown() }, { additionalProperties: false });
}

const PARTS: Readonly<Record<string, string>> = { body: 'body', querystring: 'query', params: 'path' };
