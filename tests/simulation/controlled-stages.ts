// The stages that decide; those that only show are left out of simulations.
import { pipelineStages } from '../../runtime/wiring/pipeline-stages.ts';
import type { PipelineStage } from '../../runtime/wiring/pipeline-stages.ts';
import type { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { sinkName, tenant } from './site.ts';

export function controlledStages(controls: SiteControls): readonly PipelineStage[] {
  const sinks = [{ name: sinkName, language: 'en' as const }];
  const stages = pipelineStages({ tenant, sinks, inForce: () => controls.inForce });
  return stages.filter(({ create }) => !create({}).writeOnly);
}
