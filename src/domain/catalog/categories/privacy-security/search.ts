// What search looks through, shows and remembers.

import { choice } from '../../codecs/number.ts';
import { normally, onlyIf, onOff, setting } from '../../entry.ts';
import { CURRENT_VERSION, user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const SAFE = choice({ 0: 'off', 1: 'moderate', 2: 'strict' });
const at = (value: string): RegistryLocation => user(`${CURRENT_VERSION}\\SearchSettings`, value);

// biome-ignore format: one setting a line
export const search: readonly Setting[] = [
  onOff('privacy.search.history', 'Search history on this device', at('IsDeviceSearchHistoryEnabled'), 'on'),
  onOff('privacy.search.highlights', 'Show search highlights', at('IsDynamicSearchBoxEnabled'), 'on'),
  onOff('privacy.search.msaCloud', 'Cloud content search: Microsoft account', at('IsMSACloudSearchEnabled'), 'on'),
  onOff('privacy.search.aadCloud', 'Cloud content search: work or school account', at('IsAADCloudSearchEnabled'), 'on'),
  ...onlyIf('neverWeaker:higherIsStricter', [
    setting('privacy.search.safeSearch', 'SafeSearch', at('SafeSearchMode'), SAFE, normally(1)),
  ]),
  onOff('privacy.search.storeSuggestions', 'Suggest apps from the Store in search', at('IsStoreSuggestionsEnabled'), 'on'),
  onOff('privacy.search.webSuggestions', 'Suggest results from the web in search', at('IsWebSuggestionsEnabled'), 'on'),
  onOff('privacy.search.bing', 'Web results in Start search', user(`${CURRENT_VERSION}\\Search`, 'BingSearchEnabled'), 'on'),
];
