// What Windows PowerShell 5.1 is told to do about the lock screen: two constant scripts, their inputs (environment variables)
// and the files in which the first one answers. Windows' API is documented at learn.microsoft.com/uwp/api under
// Windows.System.UserProfile.LockScreen; its waiting operations are awaited as .NET tasks.

export const INPUT = {
  /** An empty folder to answer into. */
  folder: 'KEEPSAKE_FOLDER',
  maxBytes: 'KEEPSAKE_MAX_BYTES',
  /** The file that the lock screen is to show. */
  picture: 'KEEPSAKE_PICTURE',
} as const;

export const ANSWER = {
  /** Which file Windows was given, where there is one. */
  path: 'path.txt',
  picture: 'picture',
  /** Written last: without it the script did not come to its end. */
  done: 'done',
} as const;

const BEGIN = [
  "$ErrorActionPreference = 'Stop'",
  'Add-Type -AssemblyName System.Runtime.WindowsRuntime',
  '$null = [Windows.System.UserProfile.LockScreen, Windows.System.UserProfile, ContentType = WindowsRuntime]',
];

/**
 * The file that Windows was given, or where that is gone, not on this device or too large: the picture as Windows prepared it
 * for the screen, of which no more is copied than proves that it is too large. Either question is refused where Spotlight
 * or a slideshow is in charge; then there is no picture.
 */
export const ASK = [
  ...BEGIN,
  `$folder = $env:${INPUT.folder}`,
  `$most = [long]$env:${INPUT.maxBytes}`,
  '$path = $null',
  'try { $uri = [Windows.System.UserProfile.LockScreen]::OriginalImageFile; if ($uri.IsFile -and -not $uri.IsUnc) { $path = $uri.LocalPath } } catch { }',
  `if ($path) { [IO.File]::WriteAllText((Join-Path $folder '${ANSWER.path}'), $path) }`,
  `$picture = Join-Path $folder '${ANSWER.picture}'`,
  'if ($path -and [IO.File]::Exists($path) -and ([IO.FileInfo]$path).Length -le $most) { [IO.File]::Copy($path, $picture) } else { try { $from = [IO.WindowsRuntimeStreamExtensions]::AsStreamForRead([Windows.System.UserProfile.LockScreen]::GetImageStream()); $to = [IO.File]::Create($picture); try { $part = New-Object byte[] 65536; while ($to.Length -le $most -and ($count = $from.Read($part, 0, $part.Length)) -gt 0) { $to.Write($part, 0, $count) } } finally { $to.Dispose() } } catch { } }',
  `[IO.File]::WriteAllText((Join-Path $folder '${ANSWER.done}'), '')`,
].join('; ');

export const SET = [
  ...BEGIN,
  '$null = [Windows.Storage.StorageFile, Windows.Storage, ContentType = WindowsRuntime]',
  "$asTask = [WindowsRuntimeSystemExtensions].GetMethods() | Where-Object { $_.Name -eq 'AsTask' -and $_.GetParameters().Count -eq 1 }",
  "$ofResult = $asTask | Where-Object { $_.GetParameters()[0].ParameterType.Name -eq 'IAsyncOperation`1' } | Select-Object -First 1",
  "$ofAction = $asTask | Where-Object { $_.GetParameters()[0].ParameterType.Name -eq 'IAsyncAction' } | Select-Object -First 1",
  `$opening = [Windows.Storage.StorageFile]::GetFileFromPathAsync($env:${INPUT.picture})`,
  '$file = $ofResult.MakeGenericMethod([Windows.Storage.StorageFile]).Invoke($null, @($opening)).GetAwaiter().GetResult()',
  '$ofAction.Invoke($null, @([Windows.System.UserProfile.LockScreen]::SetImageFileAsync($file))).GetAwaiter().GetResult()',
].join('; ');
