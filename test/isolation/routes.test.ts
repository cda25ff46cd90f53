// The route suite on the embedded database.

import { testRoutes } from './route-tests.ts';

testRoutes('embedded');
