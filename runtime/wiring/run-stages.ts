// Runs the stages of this process's roles live, one seat per partition that is ours; what no seat can cure ends the whole.
import type { StreamName } from '../../domain/record.ts';
import { isFault } from '../../domain/errors.ts';
import type { Snapshots } from '../snapshots/snapshots.ts';
import type { Member, Membership } from '../seats/membership.ts';
import { SeatKeeper } from '../seats/seat-keeper.ts';
import type { Occupant } from '../seats/seat-keeper.ts';
import { StageRunner } from '../stage-runner.ts';
import { meteredStage } from '../telemetry/metered-stage.ts';
import type { SinkStanding } from '../../ticketing/delivery/delivery-seat.ts';
import { deliveryStage } from '../../ticketing/delivery/delivery-journal.ts';
import type { RoleStage } from './pipeline-stages.ts';
import type { Role } from './roles.ts';
import type { RunningDelivery } from './run-delivery.ts';
import type { SiteControls } from './site-controls.ts';
import type { StageStanding } from './watch-progress.ts';
import type { Surroundings } from './surroundings.ts';

export interface RunningStages {
  readonly names: readonly string[];
  /** Rejects when a stage can't go on. */
  readonly failed: Promise<never>;
  /** Stages that wait for log or store to be able again, and why. */
  readonly retrying: ReadonlyMap<string, string>;
  standing(): Promise<readonly StageStanding[]>;
  /** How the ticketing systems stand, where delivery sits here; else nothing is known of them. */
  sinks(): readonly SinkStanding[];
  /** Names of those that read a stream. */
  readers(stream: string): readonly string[];
  stop(): Promise<void>;
}

export interface StagePlan {
  readonly stages: readonly RoleStage[];
  readonly roles: readonly Role[];
  readonly membership: Membership;
  readonly controls: SiteControls;
  readonly snapshots: Snapshots | null;
  /** Of a stage that decides: tickets wait for its commits. */
  readonly restMs: number;
  /** Sits where operations are planned, and carries them out. */
  readonly deliver: (mayCall: () => boolean) => Promise<RunningDelivery>;
}

/** An eighth of the 2 s that an accepted alert may take to be visible (interfaces, "Limits and refusals"). */
const showingRestMs = 250;

export async function runStages(plan: StagePlan, surroundings: Surroundings): Promise<RunningStages> {
  const running = new StageHouse(plan, surroundings);
  try {
    for (const role of plan.roles) await running.begin(role);
    return running;
  } catch (thrown) {
    await running.stop();
    throw thrown;
  }
}

interface Post {
  readonly name: string;
  readonly input: StreamName;
  readonly keeper: Pick<SeatKeeper<Occupant>, 'failed' | 'hold' | 'tried' | 'occupants' | 'stop'>;
}

class StageHouse implements RunningStages {
  readonly failed: Promise<never>;
  readonly retrying = new Map<string, string>();
  readonly #plan: StagePlan;
  readonly #surroundings: Surroundings;
  readonly #posts: Post[] = [];
  readonly #members: Member[] = [];
  #delivery: SeatKeeper<RunningDelivery> | null = null;
  readonly #fail: (fault: unknown) => void;

  constructor(plan: StagePlan, surroundings: Surroundings) {
    this.#plan = plan;
    this.#surroundings = surroundings;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    this.failed = promise;
    this.#fail = reject;
  }

  get names(): readonly string[] {
    return this.#posts.map(({ name }) => name).filter((name) => name !== deliveryStage);
  }

  /** Resolves once each seat that is ours was taken, or could not be for now. */
  async begin(role: Role): Promise<void> {
    let member: Member | null = null;
    const mayTake = (): boolean => member?.isAlive() ?? true;
    const posts = this.#postsOf(role, mayTake);
    if (posts.length === 0) return;
    this.#posts.push(...posts);
    for (const { keeper } of posts) keeper.failed.catch(this.#fail);
    member = await this.#plan.membership.join({
      group: role,
      streams: [...new Set(posts.map(({ input }) => input))],
      onPlaces: (places) => {
        const text = places.map(({ stream, partition }) => `${stream}/${partition}`).join(' ');
        this.#surroundings.logger.debug({ role, places: text }, 'places of this process');
        for (const { input, keeper } of posts)
          keeper.hold(places.filter(({ stream }) => stream === input).map(({ partition }) => partition));
      },
    });
    this.#members.push(member);
    member.failed.catch(this.#fail);
    await Promise.race([Promise.all(posts.map(({ keeper }) => keeper.tried())), this.failed]);
  }

  async standing(): Promise<readonly StageStanding[]> {
    const asked = this.#posts.flatMap(({ keeper }) =>
      [...keeper.occupants()].flatMap(([partition, occupant]) =>
        occupant instanceof StageRunner ? [this.#standingOf(occupant, partition)] : [],
      ),
    );
    return Promise.all(asked);
  }

  sinks(): readonly SinkStanding[] {
    return [...(this.#delivery?.occupants().values() ?? [])].flatMap(({ delivery }) => delivery.sinkStandings());
  }

  readers(stream: string): readonly string[] {
    return this.#posts.filter(({ input }) => input === stream).map(({ name }) => name);
  }

  /** Seats first: who leaves a group has nothing in hand any more. In the order of the data, so that each drains. */
  async stop(): Promise<void> {
    for (const { keeper } of this.#posts) await keeper.stop();
    await Promise.allSettled(this.#members.map((member) => member.leave()));
  }

  #postsOf(role: Role, mayTake: () => boolean): Post[] {
    const posts = this.#plan.stages
      .filter((stage) => stage.role === role)
      .map((stage) => this.#stagePost(stage, mayTake));
    if (role === 'ticketing') posts.push(this.#deliveryPost(mayTake));
    return posts;
  }

  #deliveryPost(mayTake: () => boolean): Post {
    this.#delivery = this.#keeperOf(deliveryStage, () => this.#plan.deliver(mayTake), mayTake);
    return { name: deliveryStage, input: 'tickets', keeper: this.#delivery };
  }

  #stagePost(stage: RoleStage, mayTake: () => boolean): Post {
    const { name, writeOnly } = stage.create({});
    const restMs = writeOnly ? showingRestMs : this.#plan.restMs;
    const occupy = (partition: number): Promise<Occupant> => this.#runStage(stage, { name, partition, restMs });
    return { name, input: stage.input, keeper: this.#keeperOf(name, occupy, mayTake) };
  }

  #keeperOf<T extends Occupant>(
    stage: string,
    occupy: (partition: number) => Promise<T>,
    mayTake: () => boolean,
  ): SeatKeeper<T> {
    const { pace, logger } = this.#surroundings;
    return new SeatKeeper({
      ...{ occupy, mayTake, pace },
      onLost: (told) => logger.warn({ stage, ...told }, 'seat lost; taken again if it is still ours'),
    });
  }

  #runStage(
    stage: RoleStage,
    { name, partition, restMs }: { name: string; partition: number; restMs: number },
  ): Promise<StageRunner> {
    const { log, store, clock, metrics, logger } = this.#surroundings;
    const seat = seatName(name, partition);
    return StageRunner.start({
      ...stage,
      ...{ partition, restMs, log, store, clock, controls: this.#plan.controls.bodies },
      ...(this.#plan.snapshots === null ? {} : { snapshots: this.#plan.snapshots }),
      create: (known) => meteredStage(stage.create(known), metrics, clock),
      onProgress: () => void this.retrying.delete(seat),
      onRetry: (told) => {
        this.retrying.set(seat, told.code);
        logger.warn({ ...told, partition }, 'stage waits');
      },
      onSnapshot: (told) => logger[told.did === 'not-found' ? 'warn' : 'info']({ ...told, partition }, 'snapshot'),
      onRebuild: (told) => logger.warn({ ...told, partition }, 'stage starts again from the log'),
      onPoison: (told) => logger.error({ ...told, partition }, 'record set aside as a dead letter'),
    });
  }

  /** While the log cannot be asked, a stage waits for it. */
  async #standingOf(runner: StageRunner, partition: number): Promise<StageStanding> {
    const { name, offset } = runner;
    const stage = seatName(name, partition);
    try {
      return { stage, offset, lag: await runner.lag(), isWaiting: this.retrying.has(stage) };
    } catch (thrown) {
      if (!isFault(thrown) || !thrown.retryable) throw thrown;
      return { stage, offset, lag: 0, isWaiting: true };
    }
  }
}

function seatName(stage: string, partition: number): string {
  return partition === 0 ? stage : `${stage}/${partition}`;
}
