// Consents and what Windows suggests. All are for an administrator to ask for, and none may become less private by a restore.

import { choice, dword, qword } from '../../codecs/number.ts';
import { textChoice } from '../../codecs/text.ts';
import { normally, onlyIf, onOff, offOn, onRequest, setting, since, together } from '../../entry.ts';
import { CONSENTS, CONTENT_DELIVERY, CURRENT_VERSION, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const ALLOWED = textChoice({ Allow: 'allow', Deny: 'deny' });
const INKING = 'Software\\Microsoft\\InputPersonalization';
const SPEECH = 'Software\\Microsoft\\Speech_OneCore\\Settings';
const FEEDBACK = 'Software\\Microsoft\\Siuf\\Rules';
const SHARED_WITH = choice({ 0: 'off', 1: 'my devices only', 2: 'everyone nearby' });

/** A capability that apps ask for, for all apps at once; the lists of single apps are a history. */
function permission(capability: string, name: string): Setting {
  const at = user(`${CONSENTS}\\${capability}`, 'Value');
  return setting(`privacy.appPermission.${capability}`, `Apps may use: ${name}`, at, ALLOWED, normally('Allow'));
}

// biome-ignore format: one setting a line
export const consents: readonly Setting[] = onRequest([
  ...onlyIf('neverWeaker:denyIsStricter', [
    permission('location', 'location'),
    permission('webcam', 'camera'),
    permission('microphone', 'microphone'),
    permission('activity', 'motion'),
    permission('userNotificationListener', 'notifications'),
    permission('userAccountInformation', 'account info'),
    permission('contacts', 'contacts'),
    permission('appointments', 'calendar'),
    permission('phoneCall', 'phone calls'),
    permission('phoneCallHistory', 'call history'),
    permission('email', 'email'),
    permission('userDataTasks', 'tasks'),
    permission('chat', 'messaging'),
    permission('radios', 'radios'),
    permission('bluetoothSync', 'other devices'),
    permission('appDiagnostics', 'app diagnostics'),
    permission('documentsLibrary', 'documents'),
    permission('downloadsFolder', 'downloads folder'),
    permission('picturesLibrary', 'pictures'),
    permission('videosLibrary', 'videos'),
    permission('musicLibrary', 'music library'),
    permission('broadFileSystemAccess', 'file system'),
    permission('graphicsCaptureProgrammatic', 'screenshots'),
    permission('graphicsCaptureWithoutBorder', 'screenshots without a border'),
  ]),

  // "On" is the less private of the two, so only "off" may overwrite.
  ...onlyIf('neverWeaker:lowerIsStricter', [
    onOff('privacy.advertisingId', 'Let apps show me personalized ads by using my advertising ID', user(`${CURRENT_VERSION}\\AdvertisingInfo`, 'Enabled'), 'on'),
    onOff('privacy.tailoredExperiences', 'Personalized offers', user(`${CURRENT_VERSION}\\Privacy`, 'TailoredExperiencesWithDiagnosticDataEnabled'), 'on'),
    ...together('settingsSuggestions', [
      onOff('privacy.settingsSuggestions1', 'Suggested content in the Settings app (1 of 3)', user(CONTENT_DELIVERY, 'SubscribedContent-338393Enabled'), 'on'),
      onOff('privacy.settingsSuggestions2', 'Suggested content in the Settings app (2 of 3)', user(CONTENT_DELIVERY, 'SubscribedContent-353694Enabled'), 'on'),
      onOff('privacy.settingsSuggestions3', 'Suggested content in the Settings app (3 of 3)', user(CONTENT_DELIVERY, 'SubscribedContent-353696Enabled'), 'on'),
    ]),
    onOff('privacy.settingsNotifications', 'Notifications in the Settings app', user(`${CURRENT_VERSION}\\SystemSettings\\AccountNotifications`, 'EnableAccountNotifications'), 'on'),
    // Asked for when the device is set up.
    onOff('privacy.onlineSpeech', 'Online speech recognition', user(`${SPEECH}\\OnlineSpeechPrivacy`, 'HasAccepted')),
    onOff('privacy.voiceActivation', 'Let apps use voice activation', user(`${SPEECH}\\VoiceActivation\\UserPreferenceForAllApps`, 'AgentActivationEnabled'), 'on'),
    onOff('privacy.improveInking', 'Improve inking and typing', user('Software\\Microsoft\\Input\\TIPC', 'Enabled'), 'on'),
    ...together('feedback', [
      setting('privacy.feedbackCount', 'Feedback frequency: times', user(FEEDBACK, 'NumberOfSIUFInPeriod'), dword({ 0: 'never' }, { max: 100 })),
      setting('privacy.feedbackPeriod', 'Feedback frequency: period in units of 100 nanoseconds', user(FEEDBACK, 'PeriodInNanoSeconds'), qword({ 0: 'never' })),
    ]),
    onOff('privacy.contentDelivery', 'Suggestions from Microsoft', user(CONTENT_DELIVERY, 'ContentDeliveryAllowed'), 'on'),
    onOff('privacy.subscribedContent', 'Subscribed suggestions from Microsoft', user(CONTENT_DELIVERY, 'SubscribedContentEnabled')),
    onOff('privacy.preinstalledApps', 'Suggested apps that come with Windows', user(CONTENT_DELIVERY, 'PreInstalledAppsEnabled'), 'on'),
    onOff('privacy.oemPreinstalled', 'Suggested apps that come with the device', user(CONTENT_DELIVERY, 'OemPreInstalledAppsEnabled'), 'on'),
    onOff('privacy.featureManagement', 'Suggestions that Microsoft switches on later', user(CONTENT_DELIVERY, 'FeatureManagementEnabled')),
    setting('system.share.nearby', 'Nearby sharing', user(`${CURRENT_VERSION}\\CDP`, 'NearShareChannelUserAuthzPolicy'), SHARED_WITH, normally(0)),
    setting('system.share.acrossDevices', 'Share across devices', user(`${CURRENT_VERSION}\\CDP`, 'RomeSdkChannelUserAuthzPolicy'), SHARED_WITH, normally(1)),
    onOff('system.clipboard.sync', 'Clipboard history across your devices', user('Software\\Microsoft\\Clipboard', 'EnableCloudClipboard'), 'off'),
    onOff('system.clipboard.autoSync', 'Automatically sync text that I copy', user('Software\\Microsoft\\Clipboard', 'CloudClipboardAutomaticUpload'), 'off'),
    onOff('devices.mobile.allow', 'Allow this PC to access your mobile devices', user(`${CURRENT_VERSION}\\Mobility`, 'CrossDeviceEnabled'), 'off'),
    onOff('devices.mobile.phoneLink', 'Phone Link', user(`${CURRENT_VERSION}\\Mobility`, 'PhoneLinkEnabled'), 'off'),
  ]),

  ...together('inkTyping', [
    ...onlyIf('neverWeaker:lowerIsStricter', [
      onOff('privacy.inkTyping.contacts', 'Custom inking and typing dictionary: learn from contacts', user(`${INKING}\\TrainedDataStore`, 'HarvestContacts'), 'on'),
      onOff('privacy.inkTyping.accepted', 'Custom inking and typing dictionary: accepted', user('Software\\Microsoft\\Personalization\\Settings', 'AcceptedPrivacyPolicy'), 'on'),
    ]),
    ...onlyIf('neverWeaker:higherIsStricter', [
      offOn('privacy.inkTyping.ink', 'Custom inking dictionary', user(INKING, 'RestrictImplicitInkCollection'), 'on'),
      offOn('privacy.inkTyping.text', 'Custom typing dictionary', user(INKING, 'RestrictImplicitTextCollection'), 'on'),
    ]),
  ]),

  // Here the higher number is the stricter one.
  ...onlyIf('neverWeaker:higherIsStricter', [
    onOff('privacy.location.prompts', 'Notify when apps request location', user(`${CONSENTS}\\location`, 'ShowGlobalPrompts'), 'on'),
    onOff('privacy.webContentEval', 'SmartScreen for Microsoft Store apps', user(`${CURRENT_VERSION}\\AppHost`, 'EnableWebContentEvaluation'), 'on'),
    ...since(26100, [
      offOn('privacy.clickToDo', 'Click to Do', user('Software\\Microsoft\\Windows\\Shell\\ClickToDo', 'DisableClickToDo'), 'on'),
    ]),
  ]),
]);
