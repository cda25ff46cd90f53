// Dynamic Lighting: the lamps of keyboards and mice. Windows ignores it where there are none.

import { color } from '../../codecs/color.ts';
import { choice, dword } from '../../codecs/number.ts';
import { normally, onOff, setting, since } from '../../entry.ts';
import { user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const EFFECT = choice({ 0: 'solid color', 1: 'breathing', 2: 'rainbow', 4: 'wave', 5: 'wheel', 6: 'gradient' });
const at = (value: string): RegistryLocation => user('Software\\Microsoft\\Lighting', value);

// biome-ignore format: one setting a line
export const lighting: readonly Setting[] = since(22621, [
  onOff('personalization.lighting.enabled', 'Use Dynamic Lighting on my devices', at('AmbientLightingEnabled'), 'on'),
  onOff('personalization.lighting.foregroundApp', 'Compatible apps in the foreground always control lighting', at('ControlledByForegroundApp'), 'on'),
  setting('personalization.lighting.brightness', 'Lighting: brightness in percent', at('Brightness'), dword({}, { max: 100 }), normally(100)),
  setting('personalization.lighting.effect', 'Lighting: effect', at('EffectType'), EFFECT, normally(0)),
  setting('personalization.lighting.effectMode', 'Lighting: direction of the effect', at('EffectMode'), dword({}, { max: 3 }), normally(0)),
  setting('personalization.lighting.speed', 'Lighting: speed of the effect', at('Speed'), dword({}, { min: 1, max: 10 })),
  onOff('personalization.lighting.useAccent', 'Lighting: match my Windows accent color', at('UseSystemAccentColor')),
  setting('personalization.lighting.color', 'Lighting: main color', at('Color'), color('ABGR')),
  setting('personalization.lighting.color2', 'Lighting: secondary color', at('Color2'), color('ABGR')),
]);
