// Moved: import `PageTitle` from page-title.tsx.

export { PageTitle } from './page-title.tsx';
