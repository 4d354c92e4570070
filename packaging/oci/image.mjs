// image.mjs LAYERS VERSION TIMESTAMP MACHINE COMMIT TO: the OCI image layout of the two layers, in the folder TO.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [layers, version, created, machine, commit, to] = process.argv.slice(2);
const architecture = { x86_64: 'amd64', aarch64: 'arm64' }[machine];
const sha256 = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const blobs = join(to, 'blobs/sha256');

/** Writes a blob; what is said of it where it is named. */
function blob(bytes, mediaType) {
  const digest = sha256(bytes);
  writeFileSync(join(blobs, digest.slice('sha256:'.length)), bytes);
  return { mediaType, digest, size: bytes.length };
}

const json = (value, mediaType) => blob(Buffer.from(JSON.stringify(value)), mediaType);

mkdirSync(blobs, { recursive: true });
const names = ['base', 'app'];
const packed = names.map((name) => blob(readFileSync(join(layers, `${name}.tar.gz`)), 'application/vnd.oci.image.layer.v1.tar+gzip'));
const labels = {
  'org.opencontainers.image.title': 'ZmqWebBridge',
  'org.opencontainers.image.description': 'ZeroMQ sockets in web pages, through one WebSocket',
  'org.opencontainers.image.licenses': 'Apache-2.0',
  'org.opencontainers.image.version': version,
  ...(commit ? { 'org.opencontainers.image.revision': commit } : {}),
};
const config = json(
  {
    created,
    architecture,
    os: 'linux',
    config: {
      User: '65532:65532',
      ExposedPorts: { '8000/tcp': {}, '9000/tcp': {} },
      Env: ['PATH=/usr/lib/zwb/runtime/bin', 'LANG=C.UTF-8'],
      Entrypoint: ['/usr/lib/zwb/runtime/bin/java', '@/usr/lib/zwb/java.options'],
      Cmd: ['serve', '--config', '/etc/zwb/zwb.yaml'],
      WorkingDir: '/var/lib/zwb',
      StopSignal: 'SIGTERM',
      Labels: labels,
    },
    rootfs: { type: 'layers', diff_ids: names.map((name) => sha256(readFileSync(join(layers, `${name}.tar`)))) },
    history: names.map((name) => ({ created, created_by: `zwb dist: ${name}` })),
  },
  'application/vnd.oci.image.config.v1+json',
);
const manifest = json(
  { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers: packed, annotations: labels },
  'application/vnd.oci.image.manifest.v1+json',
);
const index = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: [{ ...manifest, platform: { architecture, os: 'linux' }, annotations: { 'org.opencontainers.image.ref.name': `zwb:${version}` } }],
};
writeFileSync(join(to, 'index.json'), JSON.stringify(index));
writeFileSync(join(to, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
