import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { leafHash } from './hashes.ts';
import { openNote, signNote, verifierOf, verifierText } from './note.ts';

const { privateKey: key } = generateKeyPairSync('ed25519');
const signer = { name: 'crm/log', key };
const verifier = { name: 'crm/log', key: createPublicKey(key) };
const checkpoint = { size: 20852163, root: leafHash(Buffer.of(1)), time: '2026-11-25T00:00:00.000Z' };

describe('a signed note', () => {
  it('is read as the note of Go’s module proxy is', () => {
    const peter = verifierOf('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    if (peter === null) throw new Error('the key is one');
    const text =
      'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
        '’',
        "'",
      );
    const signature =
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(openNote(`${text}\n${signature}`, peter)).toBe(text);
    expect(openNote(`${text.replace('answer', 'reason')}\n${signature}`, peter)).toBeNull();
  });

  it('is opened by the key that signed it alone, and past the signatures of others', () => {
    const note = signNote('one\n\ntwo\n', signer);
    expect(openNote(note, verifier)).toBe('one\n\ntwo\n');
    const other = { name: 'witness', key: generateKeyPairSync('ed25519').privateKey };
    expect(openNote(`${note + signNote('one\n\ntwo\n', other).split('\n').at(-2)}\n`, verifier)).toBe(
      'one\n\ntwo\n',
    );
    expect(openNote(note, { name: 'crm/log', key: createPublicKey(other.key) })).toBeNull();
    expect(openNote(note, { ...verifier, name: 'crm/other' })).toBeNull();
    expect(openNote(note.replace('two', 'too'), verifier)).toBeNull();
    expect(openNote('', verifier)).toBeNull();
  });

  it('names its key by a text that can be read again, and by no other', () => {
    const text = verifierText(verifier);
    const read = verifierOf(text);
    expect(read?.name).toBe('crm/log');
    expect(read?.key.equals(verifier.key)).toBe(true);
    expect(verifierOf(text.replace('crm/log', 'crm/gol'))).toBeNull();
    expect(verifierOf('crm/log')).toBeNull();
  });
});

describe('a checkpoint', () => {
  it('is a note of origin, size, root and time', () => {
    const note = signCheckpoint(checkpoint, signer);
    expect(note.split('\n').slice(0, 5)).toEqual([
      'crm/log',
      '20852163',
      checkpoint.root.toString('base64'),
      'time 2026-11-25T00:00:00.000Z',
      '',
    ]);
    expect(openCheckpoint(note, verifier)).toEqual(checkpoint);
  });

  it('is none where it was changed, or is of another log', () => {
    const note = signCheckpoint(checkpoint, signer);
    expect(openCheckpoint(note.replace('20852163', '20852164'), verifier)).toBeNull();
    expect(
      openCheckpoint(signNote(`crm/other\n1\n${checkpoint.root.toString('base64')}\n`, signer), verifier),
    ).toBeNull();
    expect(
      openCheckpoint(signNote(`crm/log\n01\n${checkpoint.root.toString('base64')}\n`, signer), verifier),
    ).toBeNull();
  });
});
