// Real parts in containers: only where a Docker engine answers.
import { existsSync } from 'node:fs';
import type { StartedTestContainer } from 'testcontainers';

const socket = '/var/run/docker.sock';

/** Asked once a file of tests. Where nothing says that there is one, its library is not even loaded. */
export const engineAnswers = await askEngine();

async function askEngine(): Promise<boolean> {
  if (process.env['DOCKER_HOST'] === undefined && !existsSync(socket)) return false;
  const { getContainerRuntimeClient } = await import('testcontainers');
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

export interface ContainerWish {
  /** As `deploy/compose.yaml` names it. */
  readonly image: string;
  readonly port: number;
  /** The same port outside: for servers that tell clients their own address. */
  readonly isFixed?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Started, and listening. Its library removes it if this process dies. */
export async function startContainer(wish: ContainerWish): Promise<{ address: string; stop: () => Promise<void> }> {
  const { image, port, isFixed = false, environment = {} } = wish;
  const { GenericContainer } = await import('testcontainers');
  const container: StartedTestContainer = await new GenericContainer(image)
    .withEnvironment({ ...environment })
    .withExposedPorts(isFixed ? { container: port, host: port } : port)
    .start();
  const address = `${container.getHost()}:${String(container.getMappedPort(port))}`;
  const stop = async (): Promise<void> => {
    await container.stop();
  };
  return { address, stop };
}
