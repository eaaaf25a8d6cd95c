// Reads the site's own file that lies over a live CMDB: JSON or YAML.
import { readBySchema, readYamlFile } from '../config/yaml-file.ts';
import { CmdbOverlay } from './overlay-cmdb.ts';

/** @throws ConfigError as readYamlFile and readBySchema: file, line and path are named. */
export function readOverlay(path: string): CmdbOverlay {
  return readBySchema(readYamlFile(path), CmdbOverlay);
}
