// The route suite on a PostgreSQL of one's own: in a process of its own, because both together take long.

import { testRoutes } from './route-tests.ts';

testRoutes('url');
