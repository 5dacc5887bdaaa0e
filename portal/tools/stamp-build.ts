import { stampBuild } from '../server/build-stamp.ts';

await stampBuild();
